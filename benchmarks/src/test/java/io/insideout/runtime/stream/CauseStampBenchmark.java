package io.insideout.runtime.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.benchmarks.Benchmarked;
import io.insideout.benchmarks.SampleOrder;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.Traceparent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.openjdk.jmh.annotations.Benchmark;

/// The headers of one record that a service reads, turned into those of what it makes of it.
public class CauseStampBenchmark extends Benchmarked {
  private static final TopicPartition PARTITION = new TopicPartition("orders", 0);

  private final CauseStamp stamp = new CauseStamp();
  private final Traceparent trace = Traceparent.random();

  @Benchmark
  public ConsumerRecords<byte[], byte[]> stamped() {
    RecordHeaders headers = new RecordHeaders();
    Causes.begin(headers, SampleOrder.ID, trace);
    return stamp.onConsume(
        new ConsumerRecords<>(Map.of(PARTITION, List.of(record(headers))), Map.of()));
  }

  private static ConsumerRecord<byte[], byte[]> record(RecordHeaders headers) {
    return new ConsumerRecord<>(
        PARTITION.topic(),
        PARTITION.partition(),
        123_456L,
        0L,
        TimestampType.CREATE_TIME,
        0,
        0,
        SampleOrder.ID.getBytes(UTF_8),
        new byte[0],
        headers,
        Optional.empty());
  }
}
