package io.insideout.runtime.generation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.insideout.runtime.Part;
import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Right;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The generations that this process runs, and which of them has its turn, as the log says it.
public final class Generations implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(Generations.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

  private final @Nullable LogClient log;
  private final Map<String, Integer> numbers;
  private final Standings standings = new Standings();
  // Not by the monitor of an object: virtual threads that wait so, some with a limit, were seen to
  // keep their carriers when they were woken together, and then no virtual thread went on.
  private final Lock looks = new ReentrantLock();
  private final Condition looked = looks.newCondition();
  private @Nullable Long lookedNanos;
  private volatile boolean closing;
  private volatile @Nullable String trouble;
  private @Nullable Consumer<byte[], byte[]> reader;
  private @Nullable Thread thread;

  private Generations(@Nullable LogClient log, Map<String, Integer> numbers) {
    this.log = log;
    this.numbers = Map.copyOf(numbers);
  }

  /// Those of a log.
  ///
  /// @param numbers of the generations that this process runs, by service; of any other the first
  public static Generations of(LogClient log, Map<String, Integer> numbers) {
    return new Generations(log, numbers);
  }

  /// The first ones, where there are no others to come.
  public static Generations first() {
    return toBeDescribed(Map.of());
  }

  /// Those of no log, for services that are asked what they are made of.
  ///
  /// @param numbers by service; of any other the first
  public static Generations toBeDescribed(Map<String, Integer> numbers) {
    return new Generations(null, numbers);
  }

  @Override
  public String name() {
    return "generations";
  }

  /// Returns when it is known whose turn it is.
  @Override
  public void start() {
    LogClient from = log;
    if (from == null) {
      return;
    }
    Consumer<byte[], byte[]> opened =
        from.reader("generations", 1, Math.toIntExact(LOOK_AGAIN.toMillis()));
    try {
      opened.assign(List.of(GenerationsTopic.PARTITION));
      look(opened);
    } catch (KafkaException | IllegalStateException e) {
      opened.close();
      throw new StartFailure("It cannot be read whose turn it is: " + e.getMessage(), e);
    }
    reader = opened;
    thread = Thread.ofPlatform().name("generations").start(() -> run(opened));
  }

  private void run(Consumer<byte[], byte[]> opened) {
    try (opened) {
      while (!closing) {
        try {
          opened.poll(LOOK_AGAIN).forEach(standings::take);
          look(opened);
          trouble = null;
        } catch (WakeupException | InterruptException e) {
          throw e;
        } catch (KafkaException e) {
          trouble = "the log does not say whose turn it is: " + e.getMessage();
          Pause.atMost(LOOK_AGAIN);
        }
      }
    } catch (WakeupException | InterruptException | InterruptedException e) {
      LOG.debug("generations closes");
    } catch (RuntimeException e) {
      trouble = "stopped: " + e.getMessage();
      LOG.error("generations stops", e);
    }
  }

  private void look(Consumer<byte[], byte[]> opened) {
    long beganNanos = System.nanoTime();
    LogClient.readToEnd(opened, standings::take);
    looks.lock();
    try {
      lookedNanos = beganNanos;
      looked.signalAll();
    } finally {
      looks.unlock();
    }
  }

  /// The one of a service that this process runs.
  public Generation of(String service) {
    return new Generation(service, numbers.getOrDefault(service, 1));
  }

  /// How it stands with a service, as far as the log was read.
  public Standing standing(String service) {
    return standings.of(service);
  }

  /// The consumer group of whoever works for a service, as far as the log was read.
  public String group(String service) {
    return standings.group(service);
  }

  /// Waits until the log was asked within a time before now.
  ///
  /// @param givenUp whether nobody wants to know any more
  /// @return false if it was given up
  public boolean confirm(Duration within, BooleanSupplier givenUp) throws InterruptedException {
    looks.lock();
    try {
      while (log != null && !lookedWithin(within)) {
        if (closing || givenUp.getAsBoolean()) {
          return false;
        }
        var _ = looked.await(ENDS_WITHIN.toMillis(), MILLISECONDS);
      }
      return true;
    } finally {
      looks.unlock();
    }
  }

  private boolean lookedWithin(Duration time) {
    return lookedNanos != null && System.nanoTime() - lookedNanos <= time.toNanos();
  }

  /// Waits for the next look at the log, whatever it shows.
  public void awaitLook() throws InterruptedException {
    looks.lock();
    try {
      Long before = lookedNanos;
      long leftNanos = LOOK_AGAIN.toNanos();
      while (leftNanos > 0 && Objects.equals(before, lookedNanos)) {
        leftNanos = looked.awaitNanos(leftNanos);
      }
    } finally {
      looks.unlock();
    }
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  @Override
  public List<Right> rights() {
    return List.of(GenerationsTopic.toLook());
  }

  @Override
  public void close() {
    closing = true;
    Thread running = thread;
    Consumer<byte[], byte[]> opened = reader;
    if (running != null && opened != null) {
      opened.wakeup();
      try {
        running.join(ENDS_WITHIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
  }
}
