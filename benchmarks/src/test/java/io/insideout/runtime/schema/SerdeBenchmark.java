package io.insideout.runtime.schema;

import io.insideout.benchmarks.Benchmarked;
import io.insideout.benchmarks.SampleOrder;
import io.insideout.catalog.Check;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/// Values to and from the registry's wire format, as services and views do it.
public class SerdeBenchmark extends Benchmarked {
  @Param({"command", "order of 1", "order of 24", "validation"})
  String value;

  private Bytes<?> bytes;

  @SuppressWarnings("NullAway.Init") // made before each run
  public SerdeBenchmark() {}

  @Setup
  public void make() {
    bytes =
        switch (value) {
          case "command" -> Bytes.of(Topics.ORDER_COMMANDS, SampleOrder.of(1).command());
          case "order of 1" ->
              Bytes.of(Topics.ORDERS, SampleOrder.of(1).version(2, OrderState.VALIDATED));
          case "order of 24" ->
              Bytes.of(Topics.ORDERS, SampleOrder.of(24).version(2, OrderState.VALIDATED));
          default -> Bytes.of(Topics.ORDER_VALIDATIONS, passed());
        };
    if (!bytes.value().equals(bytes.read())) {
      throw new IllegalStateException("what is measured does not read what it has written");
    }
  }

  @Benchmark
  public byte[] write() {
    return bytes.write();
  }

  @Benchmark
  public Object read() {
    return bytes.read();
  }

  // Avro's classes are not annotated: what passes has no reason.
  @SuppressWarnings("NullAway")
  private static OrderValidation passed() {
    return new OrderValidation(
        SampleOrder.ID, Check.FRAUD, List.of("customer"), Outcome.PASS, null, List.of(), List.of());
  }

  private record Bytes<V extends SpecificRecord>(
      Serde<V> serde, String topic, V value, byte[] written) {
    static <V extends SpecificRecord> Bytes<V> of(Topic<V> topic, V value) {
      Serde<V> serde = Schemas.inMemory().serde(topic);
      return new Bytes<>(
          serde, topic.name(), value, serde.serializer().serialize(topic.name(), value));
    }

    byte[] write() {
      return serde.serializer().serialize(topic, value);
    }

    V read() {
      return serde.deserializer().deserialize(topic, written);
    }
  }
}
