package io.insideout.runtime.stream;

import io.insideout.catalog.Topic;
import io.insideout.runtime.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStoreWithHeaders;
import org.jspecify.annotations.Nullable;

/// What a topology is written with: streams, tables and stores of the catalogue's topics by name
/// alone, so that a service's topology reads like its sentence, without serdes. Every node and
/// store that it makes is named.
public final class TopologyWriter {
  private static final Serde<String> KEYS = Serdes.String();
  private static final String CHANGELOG = "changelog";

  private final StreamsBuilder builder;
  private final String service;
  private final Schemas schemas;
  private final ToIntFunction<Topic<?>> partitions;
  private final StorePlace place;
  private final List<Table<?>> tables = new ArrayList<>();
  private final List<Bequest> bequests = new ArrayList<>();

  /// For a log as the catalogue declares it.
  public TopologyWriter(String service, Schemas schemas) {
    this(service, schemas, Topic::partitions);
  }

  /// With its stores on disk.
  ///
  /// @param service the name of the service, which begins the names of its internal topics
  /// @param partitions how many partitions a topic has in the log that this is for
  public TopologyWriter(String service, Schemas schemas, ToIntFunction<Topic<?>> partitions) {
    this(service, schemas, partitions, StorePlace.DISK);
  }

  /// @param service the name of the service, which begins the names of its internal topics
  /// @param partitions how many partitions a topic has in the log that this is for
  /// @param place where its stores are
  public TopologyWriter(
      String service, Schemas schemas, ToIntFunction<Topic<?>> partitions, StorePlace place) {
    this(service, schemas, partitions, place, new StreamsBuilder());
  }

  /// @param builder of the topology, if something of it is to be as a run wants it
  TopologyWriter(
      String service,
      Schemas schemas,
      ToIntFunction<Topic<?>> partitions,
      StorePlace place,
      StreamsBuilder builder) {
    this.builder = builder;
    this.service = service;
    this.schemas = schemas;
    this.partitions = partitions;
    this.place = place;
  }

  /// How many partitions a topic has in the log that this is for.
  public int partitions(Topic<?> topic) {
    return partitions.applyAsInt(topic);
  }

  /// The records of a topic as they come. Each has a key, and in a topic that is history a value.
  public <V extends SpecificRecord> KStream<String, V> stream(Topic<V> topic) {
    return builder.stream(
        topic.name(),
        Consumed.with(WholeRecords.keys(), WholeRecords.values(topic, schemas))
            .withName("read-" + topic.name()));
  }

  /// The same, as a stream of any records: to be merged with what is of another type.
  public KStream<String, SpecificRecord> streamOfAny(Topic<? extends SpecificRecord> topic) {
    return widened(stream(topic));
  }

  @SuppressWarnings("unchecked") // a stream is read only: what it has is also of the wider type
  private static KStream<String, SpecificRecord> widened(
      KStream<String, ? extends SpecificRecord> stream) {
    return (KStream<String, SpecificRecord>) stream;
  }

  /// Those records of a stream that are of one type.
  ///
  /// @param name of the node
  public static <V extends SpecificRecord> KStream<String, V> only(
      Class<V> type, KStream<String, SpecificRecord> stream, String name) {
    return stream.flatMapValues(
        value -> type.isInstance(value) ? List.of(type.cast(value)) : List.of(), Named.as(name));
  }

  /// Keeps a topic as a table that every instance holds whole, in a store named after the topic.
  public <V extends SpecificRecord> GlobalTable<V> globalTable(Topic<V> topic) {
    GlobalTable<V> table = new GlobalTable<>(topic, partitions(topic));
    Serde<V> values = schemas.serde(topic);
    StoreBuilder<?> store =
        Stores.timestampedKeyValueStoreBuilder(place.timestamped(topic.name()), KEYS, values)
            .withLoggingDisabled();
    // Not as a GlobalKTable: that one takes the bytes of a topic up unread when it starts, and with
    // them those that it had set aside because they do not decode.
    builder.addGlobalStore(
        store,
        topic.name(),
        Consumed.with(KEYS, values).withName("read-" + topic.name()),
        table::rows);
    tables.add(new Table<>(topic.name(), store, KEYS, values, table::rows));
    return table;
  }

  /// Writes a stream to a topic.
  public <V extends SpecificRecord> void write(KStream<String, V> stream, Topic<V> topic) {
    stream.to(
        topic.name(), Produced.with(KEYS, schemas.serde(topic)).withName("write-" + topic.name()));
  }

  /// Sends a stream around through an internal topic, so that records of one key meet in one
  /// partition, of as many as another topic has. Where that one has a single partition they meet
  /// there already, and the way around, with its transaction and its wait, is left out.
  ///
  /// @param name names the internal topic `<service>-<name>-repartition`
  /// @param partitioner null for Kafka's own, by the key
  public <V extends SpecificRecord> KStream<String, V> repartition(
      KStream<String, V> stream,
      String name,
      Class<V> type,
      Topic<?> like,
      @Nullable StreamPartitioner<String, V> partitioner) {
    if (partitions(like) == 1) {
      return stream;
    }
    return stream.repartition(
        Repartitioned.<String, V>as(name)
            .withKeySerde(KEYS)
            .withValueSerde(serde(name, "repartition", type))
            .withNumberOfPartitions(partitions(like))
            .withStreamPartitioner(partitioner));
  }

  /// The same, by the key as Kafka's default partitioner does it.
  public <V extends SpecificRecord> KStream<String, V> repartition(
      KStream<String, V> stream, String name, Class<V> type, Topic<?> like) {
    return repartition(stream, name, type, like, null);
  }

  /// Declares a store of the service's own, with a changelog `<service>-<name>-changelog`.
  ///
  /// @return the name, to connect a processor with
  public <V extends SpecificRecord> String store(String name, Class<V> type) {
    return store(name, type, Former.of(name, type));
  }

  /// The same, for a store that a new generation of the service makes of another that the one
  /// before has.
  public <F extends SpecificRecord, V extends SpecificRecord> String store(
      String name, Class<V> type, Former<F, V> former) {
    StoreBuilder<KeyValueStore<String, V>> store =
        Stores.keyValueStoreBuilder(place.keyValues(name), KEYS, serde(name, CHANGELOG, type))
            .withLoggingEnabled(Map.of())
            .withCachingDisabled();
    builder.addStateStore(store);
    Deserializer<F> values = serde(former.store(), CHANGELOG, former.type()).deserializer();
    bequests.add(
        new Bequest(
            name,
            store,
            former.store(),
            () -> Taking.values(name, former.store(), values, former.how())));
    return name;
  }

  /// Declares a store in which whole records wait, with a changelog `<service>-<name>-changelog`.
  ///
  /// @return the name, to connect a processor with and to open the [WaitingRoom] in it
  public <V extends SpecificRecord> String waitingRoom(String name, Class<V> type) {
    Serde<V> values = serde(name, CHANGELOG, type);
    StoreBuilder<TimestampedKeyValueStoreWithHeaders<String, V>> store =
        Stores.timestampedKeyValueStoreWithHeadersBuilder(
                place.timestampedWithHeaders(name), KEYS, values)
            .withLoggingEnabled(Map.of())
            .withCachingDisabled();
    builder.addStateStore(store);
    bequests.add(
        new Bequest(name, store, name, () -> Taking.waiting(name, name, values.deserializer())));
    return name;
  }

  /// The global tables that were declared.
  List<Table<?>> tables() {
    return List.copyOf(tables);
  }

  /// What the stores that were declared are made of in a new generation.
  List<Bequest> bequests() {
    return List.copyOf(bequests);
  }

  /// The finished topology.
  public Topology build() {
    return builder.build();
  }

  private <V extends SpecificRecord> Serde<V> serde(String name, String kind, Class<V> type) {
    return schemas.serde(service + "-" + name + "-" + kind + "-value", type);
  }
}
