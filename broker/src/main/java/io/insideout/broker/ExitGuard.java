package io.insideout.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/// Keeps Kafka from ending the process. Kafka's code calls `Exit.exit` and `Exit.halt`, which are
/// the same for the whole JVM; from the first node on, and for good (a late thread of a closed node
/// may call them too), they make a fatal fault of the node that the calling thread belongs to.
final class ExitGuard {
  // Threads inherit it, so every thread that a node's start leads to knows its node.
  private static final InheritableThreadLocal<@Nullable Faults> OWNER =
      new InheritableThreadLocal<>();
  private static final Set<Faults> GUARDED = ConcurrentHashMap.newKeySet();

  static {
    Exit.setExitProcedure((status, message) -> prevent("exit", status, message));
    Exit.setHaltProcedure((status, message) -> prevent("halt", status, message));
  }

  private ExitGuard() {}

  /// From now on this thread, and the threads that it will make, belong to the node of these
  /// faults.
  static void guard(Faults faults) {
    GUARDED.add(faults);
    OWNER.set(faults);
  }

  /// The node has ended.
  static void release(Faults faults) {
    GUARDED.remove(faults);
  }

  private static void prevent(String how, int status, @Nullable String message) {
    var prevented =
        new PreventedExit(
            "Kafka wanted to %s the process with status %d%s"
                .formatted(how, status, message == null ? "" : " (" + message + ")"));
    var owner = OWNER.get();
    if (owner == null) {
      GUARDED.forEach(faults -> faults.fatal("stopped by Kafka", prevented));
    } else {
      owner.fatal("stopped by Kafka", prevented);
    }
    throw prevented;
  }

  /// Ends the thread that wanted to end the process: Kafka's code does not expect to go on after.
  static final class PreventedExit extends Error {
    private static final long serialVersionUID = 1;

    PreventedExit(String message) {
      super(message);
    }
  }
}
