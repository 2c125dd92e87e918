package io.insideout.simulation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.internals.InternalTopologyBuilder;
import org.apache.kafka.streams.processor.internals.ProcessorStateManager;

/// The two doors of Kafka Streams that are not public and that a simulation goes through: what a
/// topology is built of, and the restoring of a store from its changelog. Kafka's own test driver
/// goes through them as well, from within the same package.
final class StreamsInternals {
  private static final VarHandle BUILDER;
  private static final MethodHandle STORE_METADATA;
  private static final MethodHandle RESTORE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      BUILDER =
          MethodHandles.privateLookupIn(Topology.class, lookup)
              .findVarHandle(
                  Topology.class, "internalTopologyBuilder", InternalTopologyBuilder.class);
      Class<?> metadata =
          Class.forName(ProcessorStateManager.class.getName() + "$StateStoreMetadata");
      MethodHandles.Lookup states =
          MethodHandles.privateLookupIn(ProcessorStateManager.class, lookup);
      STORE_METADATA =
          states.findVirtual(
              ProcessorStateManager.class,
              "storeMetadata",
              MethodType.methodType(metadata, TopicPartition.class));
      RESTORE =
          states.findVirtual(
              ProcessorStateManager.class,
              "restore",
              MethodType.methodType(void.class, metadata, List.class, OptionalLong.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private StreamsInternals() {}

  static InternalTopologyBuilder builder(Topology topology) {
    return (InternalTopologyBuilder) BUILDER.get(topology);
  }

  /// Restores the store of a changelog from these records, as a restart does.
  static void restore(
      ProcessorStateManager states,
      TopicPartition changelog,
      List<ConsumerRecord<byte[], byte[]>> records) {
    try {
      Object metadata = STORE_METADATA.invoke(states, changelog);
      RESTORE.invoke(states, metadata, records, OptionalLong.empty());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("Kafka Streams declares no checked exception here", e);
    }
  }
}
