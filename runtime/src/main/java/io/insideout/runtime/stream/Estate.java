package io.insideout.runtime.stream;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.generation.Generation;
import io.insideout.runtime.log.LogClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What a generation leaves to the next, in the log: its changelogs, and the positions of its
/// group. It tells how much of it the next has not read, and whether it is final.
final class Estate implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Generation of;
  private final Generation heir;
  private final Set<String> changelogs;
  private final LogFacts facts;
  private final Consumer<byte[], byte[]> probe;
  private @Nullable Map<TopicPartition, Long> asItWas;

  /// @param changelogs of the generation that leaves them, as far as they are there
  Estate(LogClient log, Generation of, Generation heir, Set<String> changelogs) {
    this.of = of;
    this.heir = heir;
    this.changelogs = changelogs;
    this.facts = new LogFacts(log.admin());
    this.probe = log.reader(heir.group() + "-left");
  }

  Generation of() {
    return of;
  }

  LogFacts facts() {
    return facts;
  }

  /// What the heir has not read.
  Left left() throws InterruptedException {
    Map<TopicPartition, Long> ends = facts.ends(changelogs, IsolationLevel.READ_COMMITTED);
    if (asItWas == null) {
      asItWas = ends;
    }
    return left(ends);
  }

  /// Whether the heir has read all that was there when it was first asked for.
  boolean isReadAsItWas() throws InterruptedException {
    return asItWas != null && left(asItWas).isNothing();
  }

  private Left left(Map<TopicPartition, Long> ends) throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> read = facts.positions(heir.group(), false);
    refuseAnother(read);
    Map<TopicPartition, Long> from = new HashMap<>();
    long atMost = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      OffsetAndMetadata position = read.get(end.getKey());
      long next = position == null ? 0 : position.offset();
      if (next < end.getValue()) {
        from.put(end.getKey(), next);
        atMost += end.getValue() - next;
      }
    }
    Left left = new Left(atMost);
    return left.isLittle() ? new Left(count(from, ends)) : left;
  }

  /// Stores that were begun of one generation cannot be finished of another.
  private void refuseAnother(Map<TopicPartition, OffsetAndMetadata> read) {
    for (TopicPartition partition : read.keySet()) {
      String topic = partition.topic();
      if (topic.endsWith("-changelog") && !changelogs.contains(topic)) {
        throw new StartFailure(
            "The stores of %s were begun of %s, which does not work any more. Begin anew with a number that was never used: generations=%s:%d"
                .formatted(heir, topic, heir.service(), heir.number() + 1));
      }
    }
  }

  /// The markers of transactions take offsets that nobody ever reads: only records count.
  private long count(Map<TopicPartition, Long> from, Map<TopicPartition, Long> ends) {
    probe.assign(from.keySet());
    from.forEach(probe::seek);
    long records = 0;
    while (from.keySet().stream()
        .anyMatch(partition -> probe.position(partition) < ends.getOrDefault(partition, 0L))) {
      records += probe.poll(POLL).count();
    }
    return records;
  }

  /// @throws StartFailure if a store is to be made of one that the former generation does not have
  void refuseMissing(Set<String> renamed) throws InterruptedException {
    Set<String> present = facts.topics();
    Set<String> missing = new TreeSet<>(renamed);
    missing.removeAll(present);
    // Where it has no topic at all, it has never begun.
    if (!missing.isEmpty() && present.stream().anyMatch(of::isInternal)) {
      throw new StartFailure(
          "%s makes stores of what %s does not have: %s. Is the former store's name right?"
              .formatted(heir, of, String.join(", ", missing)));
    }
  }

  /// Whether nobody adds to it any more: its group has no member, and no transaction is open.
  boolean isFinal() throws InterruptedException {
    if (!facts.isEmpty(of.group())) {
      return false;
    }
    // With the transactions that say how far it has read.
    var _ = facts.positions(of.group(), true);
    Set<String> written =
        facts.topics().stream().filter(of::isInternal).collect(Collectors.toSet());
    return facts
        .ends(written, IsolationLevel.READ_COMMITTED)
        .equals(facts.ends(written, IsolationLevel.READ_UNCOMMITTED));
  }

  /// Has the log refuse what anybody would still write who worked on it: of such a one that stood
  /// still nobody knows, and it may have asked just before whether it is its turn.
  void seal() throws InterruptedException {
    Set<String> writers =
        facts.transactions().stream().filter(of::isTransaction).collect(Collectors.toSet());
    if (!writers.isEmpty()) {
      facts.fence(writers);
    }
  }

  /// Whether the heir reads it nowhere.
  boolean isLeftAlone() throws InterruptedException {
    return facts.isEmpty(heir.group());
  }

  @Override
  public void close() {
    facts.close();
    probe.close();
  }
}
