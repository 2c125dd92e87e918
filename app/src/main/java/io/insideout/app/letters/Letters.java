package io.insideout.app.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Redriven;
import io.insideout.runtime.schema.Schemas;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// The dead letters of a log, as committed. A letter that is there more than once under its key is
/// one letter: its newer records tell where it was sent again.
public final class Letters implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<byte[], byte[]> reader;
  private final Deserializer<DeadLetter> letters;

  public Letters(LogClient log, Schemas schemas) {
    this.reader = log.reader("dead-letters");
    this.letters = schemas.serde(Topics.DEAD_LETTERS).deserializer();
  }

  /// All of them, by their ids, in the order in which they came.
  public Map<String, Letter> read() {
    Map<String, Letter> found = new LinkedHashMap<>();
    List<TopicPartition> partitions = LogClient.partitions(reader, Topics.DEAD_LETTERS);
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
    LogClient.readToEnd(reader, record -> add(record, found));
    return found;
  }

  private void add(ConsumerRecord<byte[], byte[]> record, Map<String, Letter> found) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    String to = Causes.text(record.headers(), Redriven.TO);
    if (to != null) {
      found.computeIfPresent(new String(record.key(), UTF_8), (_, letter) -> letter.sentTo(to));
      return;
    }
    try {
      Letter letter =
          Letter.of(
              letters.deserialize(record.topic(), record.value()),
              new TopicPartition(record.topic(), record.partition()),
              record.offset());
      found.putIfAbsent(letter.id(), letter);
    } catch (SerializationException e) {
      // What a stranger wrote into the topic is no letter; `verify` counts it.
    }
  }

  /// The record that holds a letter.
  public ConsumerRecord<byte[], byte[]> stored(Letter letter) {
    return at(letter.place(), letter.placeOffset())
        .orElseThrow(() -> new IllegalStateException(letter.id() + " is gone from the log"));
  }

  /// A letter with its bytes.
  public DeadLetter open(ConsumerRecord<byte[], byte[]> stored) {
    return letters.deserialize(stored.topic(), stored.value());
  }

  /// The record that was set aside, if it is still where it stood.
  public Optional<ConsumerRecord<byte[], byte[]>> origin(Letter letter) {
    return reader.listTopics().containsKey(letter.topic())
        ? at(letter.origin(), letter.offset())
        : Optional.empty();
  }

  private Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, long offset) {
    reader.assign(List.of(partition));
    reader.seek(partition, offset);
    long end = reader.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    while (reader.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        return Optional.of(record).filter(first -> first.offset() == offset);
      }
    }
    return Optional.empty();
  }

  /// The newest records of the keys of letters that are rows of tables, where they are newer than
  /// the letters' own.
  ///
  /// @return coordinates by the letters' ids
  Map<String, String> newerRows(Collection<Letter> among) {
    Map<TopicPartition, Long> from = new LinkedHashMap<>();
    among.stream()
        .filter(Letter::isOfTable)
        .forEach(letter -> from.merge(letter.origin(), letter.offset(), Math::min));
    if (from.isEmpty()) {
      return Map.of();
    }
    Map<RowKey, Long> newest = new LinkedHashMap<>();
    reader.assign(from.keySet());
    from.forEach(reader::seek);
    LogClient.readToEnd(
        reader,
        record ->
            newest.put(
                RowKey.of(new TopicPartition(record.topic(), record.partition()), record.key()),
                record.offset()));
    Map<String, String> newer = new LinkedHashMap<>();
    for (Letter letter : among) {
      Long last = newest.get(RowKey.of(letter.origin(), letter.key()));
      if (letter.isOfTable() && last != null && last > letter.offset()) {
        newer.put(letter.id(), letter.topic() + "/" + letter.partition() + "/" + last);
      }
    }
    return newer;
  }

  private record RowKey(TopicPartition partition, String key) {
    static RowKey of(TopicPartition partition, byte @Nullable [] key) {
      return new RowKey(partition, key == null ? "" : new String(key, UTF_8));
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
