package io.insideout.runtime.schema;

import io.insideout.runtime.Pause;
import io.insideout.runtime.http.TlsTrouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A registry that is asked again for a while where it does not answer: one that is being started
/// anew is back before the while is over. Each time it goes away this is told once, by whoever
/// meets it first. One that has never answered, and is not believed, is not waited for.
final class PatientRegistry implements Registry {
  private static final Logger LOG = LoggerFactory.getLogger(PatientRegistry.class);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(500);

  private final Registry registry;
  private final Duration patience;
  private final AtomicBoolean away = new AtomicBoolean();
  private volatile boolean answered;
  private volatile boolean hurried;

  PatientRegistry(Registry registry, Duration patience) {
    this.registry = registry;
    this.patience = patience;
  }

  @Override
  public int register(String subject, Schema schema) {
    return ask(() -> registry.register(subject, schema));
  }

  @Override
  public Schema schema(int id) {
    return ask(() -> registry.schema(id));
  }

  /// Nobody can do less for not knowing them, so nobody waits.
  @Override
  public List<Version> versions(int id) {
    return registry.versions(id);
  }

  @Override
  public void hurry() {
    hurried = true;
  }

  private <T> T ask(Supplier<T> question) {
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        T answer = question.get();
        answered = true;
        if (away.compareAndSet(true, false)) {
          LOG.info("the schema registry answers again");
        }
        return answer;
      } catch (RegistryUnreachable e) {
        if (hurried
            || (!answered && TlsTrouble.of(e).isPresent())
            || Thread.currentThread().isInterrupted()
            || System.nanoTime() >= deadlineNanos) {
          throw e;
        }
        if (away.compareAndSet(false, true)) {
          LOG.warn("{}; it is asked again for {} s", e.getMessage(), patience.toSeconds());
        }
        rest(e);
      }
    }
  }

  private static void rest(RegistryUnreachable failure) {
    try {
      Pause.atMost(ASK_AGAIN_AFTER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
