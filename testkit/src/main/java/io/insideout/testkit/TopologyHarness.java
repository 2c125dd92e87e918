package io.insideout.testkit;

import io.insideout.catalog.Topic;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// Runs services in virtual time, without a broker and within one thread: what one of them writes,
/// the others read at once. Nothing happens but by [#send] and [#advance], and both return when
/// there is nothing left to do.
///
/// Every topic has one partition, 0. Records are stamped with their causes as they are on a real
/// log, with one difference: a service that reads a topic which it writes itself gets its own
/// records unstamped. A record that makes a service fail, fails the test.
public final class TopologyHarness implements AutoCloseable {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final Schemas schemas = Schemas.inMemory();
  private final Map<String, List<LoggedRecord>> log = new HashMap<>();
  private final Queue<LoggedRecord> undelivered = new ArrayDeque<>();
  private final List<RunningTopology> running = new ArrayList<>();
  private Instant now = BEGINNING;

  /// Starts these services. Where several read a topic, they get a record in this order.
  public TopologyHarness(StreamsService... services) {
    for (StreamsService service : services) {
      running.add(new RunningTopology(service, schemas, BEGINNING));
    }
  }

  /// The wall clock.
  public Instant now() {
    return now;
  }

  /// Appends a record from outside to a topic, with the wall clock as its timestamp.
  ///
  /// @param value null is a tombstone
  /// @return its coordinates, as causes name them
  public <V extends SpecificRecord> String send(Topic<V> topic, String key, @Nullable V value) {
    return send(topic, key, value, now);
  }

  /// Appends a record from outside to a topic.
  ///
  /// @param value null is a tombstone
  /// @param timestamp of the record; the wall clock stays as it is
  /// @return its coordinates, as causes name them
  public <V extends SpecificRecord> String send(
      Topic<V> topic, String key, @Nullable V value, Instant timestamp) {
    byte[] bytes = schemas.serde(topic).serializer().serialize(topic.name(), value);
    LoggedRecord record =
        append(
            topic.name(),
            new TestRecord<>(key.getBytes(StandardCharsets.UTF_8), bytes, timestamp),
            null);
    deliver();
    return record.coordinates();
  }

  /// Everything that services have written to a topic since the beginning, in that order.
  public <V extends SpecificRecord> List<SentRecord<V>> sent(Topic<V> topic) {
    return log.getOrDefault(topic.name(), List.of()).stream()
        .filter(record -> record.writer() != null)
        .map(
            record ->
                SentRecord.decode(record, schemas.serde(topic).deserializer(), topic.valueType()))
        .toList();
  }

  /// Lets wall-clock time pass. What waits for the clock happens.
  public void advance(Duration time) {
    now = now.plus(time);
    for (RunningTopology topology : running) {
      topology.advance(time);
      collect(topology);
    }
    deliver();
  }

  /// A store of any of the services, as it is now. A global table has its topic's name.
  ///
  /// @throws IllegalArgumentException if no service has such a store
  public <V> KeyValueStore<String, V> store(String name) {
    return running.stream()
        .flatMap(topology -> Stream.ofNullable(topology.<V>store(name)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no service has a store '" + name + "'"));
  }

  private LoggedRecord append(
      String topic, TestRecord<byte[], byte[]> record, @Nullable RunningTopology writer) {
    List<LoggedRecord> records = log.computeIfAbsent(topic, _ -> new ArrayList<>());
    LoggedRecord logged = new LoggedRecord(topic, records.size(), record, writer);
    records.add(logged);
    undelivered.add(logged);
    return logged;
  }

  private void deliver() {
    for (LoggedRecord next = undelivered.poll(); next != null; next = undelivered.poll()) {
      for (RunningTopology topology : running) {
        // Its own records the test driver hands back to a service by itself.
        if (topology != next.writer() && topology.reads(next.topic())) {
          topology.receive(next.topic(), stamped(next));
          collect(topology);
        }
      }
    }
  }

  private void collect(RunningTopology topology) {
    topology.drain((topic, record) -> append(topic, record, topology));
  }

  private static TestRecord<byte[], byte[]> stamped(LoggedRecord logged) {
    TestRecord<byte[], byte[]> record = logged.record();
    RecordHeaders headers = new RecordHeaders(record.headers());
    Causes.continueFrom(headers, record.key(), logged.topic(), 0, logged.offset());
    return new TestRecord<>(record.key(), record.value(), headers, record.getRecordTime());
  }

  /// Stops the services and deletes their states.
  @Override
  public void close() {
    running.forEach(RunningTopology::close);
  }

  /// @param writer null where the record came from outside
  record LoggedRecord(
      String topic,
      int offset,
      TestRecord<byte[], byte[]> record,
      @Nullable RunningTopology writer) {
    String coordinates() {
      return topic + "/0/" + offset;
    }
  }
}
