package io.insideout.bench.limits;

import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The services of the bare loop: a desk that makes an order of each command and decides it once
/// both checks have passed, and the two checks, which let everything pass. They do what orders of
/// the system cannot do without, a store and three transactions one after the other, and nothing
/// else; they run as the system's services do, with the same settings.
///
/// @param name also of its consumer group
/// @param topology what it does
record BareService(String name, Topology topology) implements StreamsService {
  static final String COMMANDS = "bare-commands";
  static final String ORDERS = "bare-orders";
  static final String VALIDATIONS = "bare-validations";

  private static final Serializer<byte[]> WRITE = new ByteArraySerializer();
  private static final Deserializer<byte[]> READ = new ByteArrayDeserializer();

  static BareService desk() {
    StoreBuilder<KeyValueStore<byte[], byte[]>> store =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(BareDesk.STORE),
                Serdes.ByteArray(),
                Serdes.ByteArray())
            .withLoggingEnabled(Map.of())
            .withCachingDisabled();
    return new BareService(
        "bare-desk",
        new Topology()
            .addSource("commands", READ, READ, COMMANDS)
            .addSource("validations", READ, READ, VALIDATIONS)
            .addProcessor("desk", BareDesk::new, "commands", "validations")
            .addStateStore(store, "desk")
            .addSink("orders", ORDERS, WRITE, WRITE, "desk"));
  }

  /// @param check which of the two
  static BareService check(int check) {
    ProcessorSupplier<byte[], byte[], byte[], byte[]> pass = () -> new BareCheck(check);
    return new BareService(
        "bare-check-" + check,
        new Topology()
            .addSource("orders", READ, READ, ORDERS)
            .addProcessor("check", pass, "orders")
            .addSink("validations", VALIDATIONS, WRITE, WRITE, "check"));
  }

  @Override
  public Topology topology(TopologyWriter writer) {
    return topology;
  }
}
