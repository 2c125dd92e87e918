package io.insideout.app.rebuild;

import io.insideout.connect.worker.ConnectClient;
import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// A sink that writes all records of its topic once more, while everything else goes on: it is
/// stopped, forgets its positions, and is let go on. What it writes must bear to be written again.
public final class Rebuild {
  private static final Duration TURNS_WITHIN = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final LogClient log;
  private final ConnectClient connect;
  private final String connector;
  private final Ends goal;

  private Rebuild(LogClient log, ConnectClient connect, String connector, Ends goal) {
    this.log = log;
    this.connect = connect;
    this.connector = connector;
    this.goal = goal;
  }

  /// How it went.
  ///
  /// @param records that were written
  /// @param failure why it ended before it was done, if it did
  public record Outcome(long records, Optional<String> failure) {}

  /// Looks where the topic ends, and does nothing yet.
  public static Rebuild prepare(
      LogClient log, ConnectClient connect, String connector, String topic) {
    return new Rebuild(log, connect, connector, Ends.of(log, topic));
  }

  /// How many records are to be written, those included that others have replaced.
  public long records() {
    return goal.all();
  }

  /// Does it. However it ends, the connector was let go on.
  ///
  /// @param whileStopped is done once nothing is written
  /// @param progress is told how many records are written
  public Outcome run(Runnable whileStopped, LongConsumer progress)
      throws IOException, InterruptedException {
    connect.stop(connector);
    try {
      awaitForgotten();
      whileStopped.run();
    } finally {
      connect.resume(connector);
    }
    if (!works()) {
      return new Outcome(0, Optional.of("it does not start"));
    }
    try (Admin admin = log.admin()) {
      return awaitDone(admin, progress);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka
          ? kafka
          : new StartFailure("The log cannot be asked: " + e.getCause(), e);
    }
  }

  /// Connect refuses as long as tasks are on their way out.
  private void awaitForgotten() throws IOException, InterruptedException {
    long endNanos = System.nanoTime() + TURNS_WITHIN.toNanos();
    while (true) {
      try {
        connect.forgetPositions(connector);
        return;
      } catch (ConnectClient.Refused e) {
        if (System.nanoTime() - endNanos >= 0) {
          throw e;
        }
        Pause.atMost(LOOK_EVERY);
      }
    }
  }

  /// Whether it has begun to, within a while: until then it is still told to rest.
  private boolean works() throws IOException, InterruptedException {
    long endNanos = System.nanoTime() + TURNS_WITHIN.toNanos();
    while (status().filter(ConnectClient.Status::works).isEmpty()) {
      if (System.nanoTime() - endNanos >= 0) {
        return false;
      }
      Pause.atMost(LOOK_EVERY);
    }
    return true;
  }

  private Optional<ConnectClient.Status> status() throws IOException, InterruptedException {
    return Optional.ofNullable(connect.connectors().get(connector));
  }

  private Outcome awaitDone(Admin admin, LongConsumer progress)
      throws IOException, InterruptedException, ExecutionException {
    while (true) {
      long done = goal.done(positions(admin));
      progress.accept(done);
      Optional<String> failure = done == goal.all() ? Optional.empty() : failure();
      if (done == goal.all() || failure.isPresent()) {
        return new Outcome(done, failure);
      }
      Pause.atMost(LOOK_EVERY);
    }
  }

  private Optional<String> failure() throws IOException, InterruptedException {
    Optional<ConnectClient.Status> status = status();
    if (status.isEmpty()) {
      return Optional.of("it was deleted");
    }
    if (status.get().rests()) {
      return Optional.of("somebody has stopped it");
    }
    return status.filter(ConnectClient.Status::failed).map(ConnectClient.Status::failure);
  }

  private Map<TopicPartition, Long> positions(Admin admin)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> positions = new HashMap<>();
    admin
        .listConsumerGroupOffsets("connect-" + connector)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach(
            (partition, position) -> {
              if (position != null) {
                positions.put(partition, position.offset());
              }
            });
    return positions;
  }
}
