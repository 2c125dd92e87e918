package io.insideout.verify;

import io.insideout.runtime.log.LogClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/// Finds out whether the services have worked off everything in the log: no group has a record left
/// to read in its source and repartition topics, no transaction is open, and it is the same a
/// moment later with nothing written in between.
public final class Quiescence {
  private static final Duration STILL = Duration.ofSeconds(3);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final LogClient log;
  private final List<String> groups;
  private final List<String> topics;

  /// @param groups the services' consumer groups, which are their application ids
  /// @param topics topics that must not move either; those that do not exist are left out
  public Quiescence(LogClient log, Collection<String> groups, Collection<String> topics) {
    this.log = log;
    this.groups = List.copyOf(groups);
    this.topics = List.copyOf(topics);
  }

  /// Waits until all has been quiet for three seconds, or the time is over. That is longer than any
  /// service keeps a record in a store of its own, where no offset tells of it: order details waits
  /// two seconds for a product that nobody knows.
  ///
  /// @return quiet, or what was left to do when the time was over
  public Quiet await(Duration timeout) throws InterruptedException {
    return await(timeout, STILL);
  }

  /// Waits until all has been quiet for a while, or the time is over.
  ///
  /// @param still for so long; even zero takes two looks
  /// @return quiet, or what was left to do when the time was over
  public Quiet await(Duration timeout, Duration still) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    try (Admin admin = log.admin();
        var probe = log.reader("quiescence")) {
      Lag lag = new Lag(admin, probe, groups, topics);
      Map<TopicPartition, Long> stillEnds = null;
      long stillSinceNanos = 0;
      while (true) {
        Lag.Look look = lag.look();
        if (!look.isIdle()) {
          stillEnds = null;
        } else if (!look.ends().equals(stillEnds)) {
          stillEnds = look.ends();
          stillSinceNanos = System.nanoTime();
        } else if (System.nanoTime() - stillSinceNanos >= still.toNanos()) {
          return Quiet.yes("no group has a record left to read");
        }
        if (System.nanoTime() >= deadlineNanos) {
          return Quiet.no(look.busy() == null ? "it was not still for long enough" : look.busy());
        }
        pause();
      }
    } catch (ExecutionException e) {
      return Quiet.no("the log cannot be asked: " + e.getCause());
    } catch (InterruptException e) {
      throw interrupted();
    } catch (KafkaException e) {
      return Quiet.no("the log cannot be asked: " + e);
    }
  }

  private static void pause() throws InterruptedException {
    LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    if (Thread.interrupted()) {
      throw interrupted();
    }
  }

  private static InterruptedException interrupted() {
    return new InterruptedException("interrupted while waiting for the system to be quiet");
  }
}
