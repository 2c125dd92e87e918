package io.insideout.runtime.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What belongs to one key is done one after the other, what belongs to different keys side by
/// side: a line and a virtual thread for each key that has anything to do, and none for any other.
public final class Lines<T> implements AutoCloseable {
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(Lines.class);

  private final String name;
  private final Server<T> server;
  private final Map<String, Line<T>> byKey = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable RuntimeException failure;

  /// Does what is first in a line.
  public interface Server<T> {
    /// Returns when it is done, or need not be done here any more.
    ///
    /// @param line what has come behind it
    /// @throws InterruptedException where the lines are closed
    void serve(T first, Line<T> line) throws InterruptedException;
  }

  /// @param name for messages
  public Lines(String name, Server<T> server) {
    this.name = name;
    this.server = server;
  }

  /// Puts something into the line of its key.
  public void add(String key, T one) {
    byKey.compute(
        key,
        (_, line) -> {
          Line<T> known = line == null ? new Line<>() : line;
          known.add(one);
          if (line == null) {
            threads.execute(() -> serve(key, known));
          }
          return known;
        });
  }

  private void serve(String key, Line<T> line) {
    try {
      do {
        for (T next = line.next(); next != null; next = line.next()) {
          server.serve(next, line);
        }
      } while (!isOver(key));
    } catch (InterruptedException e) {
      // What is open stays so: the next start takes it again.
      LOG.debug("{}: the line of {} ends", name, key);
    } catch (RuntimeException e) {
      failure = e;
      LOG.error("{}: the line of {} stands still", name, key, e);
    }
  }

  private boolean isOver(String key) {
    @Nullable Line<T> left = byKey.computeIfPresent(key, (_, line) -> line.isEmpty() ? null : line);
    return left == null;
  }

  /// What has made a line stand still, for good: a bug.
  public Optional<String> trouble() {
    return Optional.ofNullable(failure).map(bug -> "a line stands still: " + bug);
  }

  /// Interrupts whoever is at work.
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(CLOSE_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("{}: somebody still holds up what is closed", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
