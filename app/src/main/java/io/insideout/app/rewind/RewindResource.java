package io.insideout.app.rewind;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTrouble;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rewinding over HTTP: what it would mean, and doing it, both decided as on the command line. A
/// service of this process has members in its group: it is shown what it would mean, and no more.
public final class RewindResource {
  private static final Logger LOG = LoggerFactory.getLogger(RewindResource.class);
  private static final int OFFSETS_AT_MOST = 1_000;

  private final LogClient log;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  public RewindResource(LogClient log) {
    this.log = log;
  }

  /// A place in a partition.
  record Offset(@Nullable String topic, @Nullable Integer partition, @Nullable Long offset) {}

  /// What is asked for: one of the first three.
  ///
  /// @param insist true where it is well that the group may do again what it has done
  /// @param dryRun true to be told what it would mean
  record Wanted(
      @Nullable Boolean toBeginning,
      @Nullable String toTime,
      @Nullable List<@Nullable Offset> toOffsets,
      @Nullable Boolean insist,
      @Nullable Boolean dryRun) {}

  public List<Route> routes() {
    return List.of(Route.post("/api/log/groups/{group}/rewind", this::rewind));
  }

  private Answer rewind(Request request) throws InterruptedException {
    request.allowQuery();
    String group = request.path("group");
    Wanted wanted = request.body(Wanted.class);
    Target target = target(wanted);
    oneAtATime.lockInterruptibly();
    try (Admin admin = log.admin()) {
      Positions positions = new Positions(admin, group);
      if (!positions.areThere()) {
        throw Problem.notFound(
            "no group '%s' has read a topic of history in this log".formatted(group));
      }
      Rewind rewind = Rewind.plan(positions, target, Boolean.TRUE.equals(wanted.insist()), false);
      boolean dryRun = Boolean.TRUE.equals(wanted.dryRun());
      if (!dryRun && rewind.refusal().isPresent()) {
        throw Problem.conflict(rewind.refusal().get().why());
      }
      return Answer.json(rewind.shown(!dryRun && rewind.execute()));
    } catch (StartFailure contradicted) {
      throw Problem.conflict(String.valueOf(contradicted.getMessage()));
    } catch (ExecutionException | KafkaException e) {
      LOG.warn("the log cannot be asked for the positions of {}", group, e);
      throw Problem.unavailable(
          LogTrouble.refusal(e).orElse("the log does not answer at this moment; try again"));
    } finally {
      oneAtATime.unlock();
    }
  }

  private static Target target(Wanted wanted) {
    boolean toBeginning = Boolean.TRUE.equals(wanted.toBeginning());
    List<@Nullable Offset> toOffsets = wanted.toOffsets();
    String toTime = wanted.toTime();
    if (Stream.of(toBeginning, toTime != null, toOffsets != null).filter(one -> one).count() != 1) {
      throw Problem.invalid("body", "says one of toBeginning, toTime and toOffsets");
    }
    if (toOffsets != null) {
      return offsets(toOffsets);
    }
    return toTime == null ? new Target.Beginning() : new Target.Time(instant(toTime));
  }

  private static Instant instant(String toTime) {
    try {
      Instant time = Instant.parse(toTime);
      // Kafka takes some that are negative for something else.
      if (time.toEpochMilli() >= 0) {
        return time;
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      // Told below, as what is too long ago is.
    }
    throw Problem.invalid("toTime", "is a time such as 2010-12-06T00:00:00Z");
  }

  private static Target offsets(List<@Nullable Offset> asked) {
    if (asked.isEmpty() || asked.size() > OFFSETS_AT_MOST) {
      throw Problem.invalid("toOffsets", "is 1 to %d places".formatted(OFFSETS_AT_MOST));
    }
    Map<TopicPartition, Long> to = new HashMap<>();
    for (Offset one : asked) {
      String topic = one == null ? null : one.topic();
      Integer partition = one == null ? null : one.partition();
      Long offset = one == null ? null : one.offset();
      if (topic == null || partition == null || offset == null) {
        throw Problem.invalid("toOffsets", "is of places with topic, partition and offset");
      }
      to.put(new TopicPartition(topic, partition), offset);
    }
    return new Target.Offsets(to);
  }
}
