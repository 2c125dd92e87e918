package io.insideout.runtime.log;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/// Keeps Kafka from ending the process. Kafka's code calls `Exit.exit` and `Exit.halt`, which are
/// the same for the whole JVM; from the first owner on, and for good (a late thread of one that is
/// closed may call them too), they make a fatal fault of whom the calling thread belongs to.
public final class ExitGuard {
  // Threads inherit it, so every thread that an owner's start leads to knows its owner.
  private static final InheritableThreadLocal<@Nullable Owner> OWNER =
      new InheritableThreadLocal<>();
  private static final Set<Owner> GUARDED = ConcurrentHashMap.newKeySet();

  /// What of Kafka runs in this process, and is told when it cannot go on: a broker, a worker of
  /// Connect.
  public interface Owner {
    void fatal(String message, @Nullable Throwable cause);
  }

  static {
    Exit.setExitProcedure((status, message) -> prevent("exit", status, message));
    Exit.setHaltProcedure((status, message) -> prevent("halt", status, message));
  }

  private ExitGuard() {}

  /// From now on this thread, and the threads that it will make, belong to this owner.
  public static void guard(Owner owner) {
    GUARDED.add(owner);
    OWNER.set(owner);
  }

  /// The owner has ended.
  public static void release(Owner owner) {
    GUARDED.remove(owner);
  }

  private static void prevent(String how, int status, @Nullable String message) {
    var prevented =
        new PreventedExit(
            "Kafka wanted to %s the process with status %d%s"
                .formatted(how, status, message == null ? "" : " (" + message + ")"));
    var owner = OWNER.get();
    if (owner == null) {
      GUARDED.forEach(one -> one.fatal("stopped by Kafka", prevented));
    } else {
      owner.fatal("stopped by Kafka", prevented);
    }
    throw prevented;
  }

  /// Ends the thread that wanted to end the process: Kafka's code does not expect to go on after.
  public static final class PreventedExit extends Error {
    private static final long serialVersionUID = 1;

    PreventedExit(String message) {
      super(message);
    }
  }
}
