package io.insideout.runtime.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.benchmarks.Benchmarked;
import io.insideout.benchmarks.SampleOrder;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.Traceparent;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.openjdk.jmh.annotations.Benchmark;

/// The attributes of one event, of a value as long as an order with a few lines.
public class EventStampBenchmark extends Benchmarked {
  private static final int VALUE_BYTES = 300;

  private final EventStamp stamp = stamp();
  private final Traceparent trace = Traceparent.random();
  private final byte[] key = SampleOrder.ID.getBytes(UTF_8);
  private final byte[] value = new byte[VALUE_BYTES];

  @Benchmark
  public ProducerRecord<byte[], byte[]> stamped() {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>("orders", 0, 1_291_593_600_000L, key, value);
    Causes.begin(record.headers(), SampleOrder.ID, trace);
    Causes.continueFrom(record.headers(), key, "order-commands", 0, 123_456L);
    return stamp.onSend(record);
  }

  private static EventStamp stamp() {
    EventStamp stamp = new EventStamp();
    stamp.configure(Map.of(CauseStamp.SERVICE, "orders"));
    return stamp;
  }
}
