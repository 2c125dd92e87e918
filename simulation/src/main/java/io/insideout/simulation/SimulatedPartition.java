package io.insideout.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/// The committed records of one partition. Readers know them by their place in the row; offsets
/// have gaps, as the markers of transactions make them.
final class SimulatedPartition {
  private final TopicPartition name;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private long nextOffset;

  SimulatedPartition(TopicPartition name) {
    this.name = name;
  }

  int size() {
    return records.size();
  }

  long nextOffset() {
    return nextOffset;
  }

  List<ConsumerRecord<byte[], byte[]>> records() {
    return records;
  }

  ConsumerRecord<byte[], byte[]> append(ProducerRecord<byte[], byte[]> sent) {
    ConsumerRecord<byte[], byte[]> record =
        record(sent.timestamp(), nextOffset++, sent.key(), sent.value(), sent.headers().toArray());
    records.add(record);
    return record;
  }

  /// An offset that holds no record.
  void skipOffset() {
    nextOffset++;
  }

  /// A record as it is fetched: whoever fetches it may change its headers.
  ConsumerRecord<byte[], byte[]> fetch(int place) {
    ConsumerRecord<byte[], byte[]> stored = records.get(place);
    return record(
        stored.timestamp(),
        stored.offset(),
        stored.key(),
        stored.value(),
        stored.headers().toArray());
  }

  /// The place of the first record at this offset or later.
  int placeOf(long offset) {
    int place = records.size();
    while (place > 0 && records.get(place - 1).offset() >= offset) {
      place--;
    }
    return place;
  }

  private ConsumerRecord<byte[], byte[]> record(
      long timestamp, long offset, byte[] key, byte[] value, Header[] headers) {
    return new ConsumerRecord<>(
        name.topic(),
        name.partition(),
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        key == null ? -1 : key.length,
        value == null ? -1 : value.length,
        key,
        value,
        new RecordHeaders(headers),
        Optional.empty());
  }
}
