package io.insideout.broker;

import io.insideout.runtime.log.ExitGuard;
import java.util.Optional;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has gone wrong in one node. Kafka ends the process on a fatal fault; here it is remembered
/// and logged, and the process, which runs more than the broker, decides.
final class Faults implements FaultHandlerFactory, ExitGuard.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

  private volatile Optional<String> fatal = Optional.empty();
  private volatile Runnable onFatal = () -> {};

  /// The first fatal fault: it is the cause, the others follow from it.
  Optional<String> fatal() {
    return fatal;
  }

  /// What to do at each fatal fault from now on.
  void onFatal(Runnable action) {
    onFatal = action;
  }

  @Override
  public FaultHandler build(String name, boolean isFatal, Runnable action) {
    return new FaultHandler() {
      @Override
      public RuntimeException handleFault(String message, @Nullable Throwable cause) {
        action.run();
        if (isFatal) {
          fatal(name + ": " + message, cause);
        } else {
          LOG.error("The embedded broker met a fault in {}: {}", name, message, cause);
        }
        return new FaultHandlerException(name + ": " + message, cause);
      }
    };
  }

  @Override
  public void fatal(String message, @Nullable Throwable cause) {
    LOG.error("The embedded broker cannot go on: {}", message, cause);
    synchronized (this) {
      if (fatal.isEmpty()) {
        fatal = Optional.of(cause == null ? message : message + ": " + cause.getMessage());
      }
    }
    onFatal.run();
  }
}
