package io.insideout.runtime.stream;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.ProcessorWrapper;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.WrappedProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/// Puts in front of every processor of a topology that a record is taken, so that the transaction
/// which it is part of ends in time.
public final class TransactionProcessors implements ProcessorWrapper {
  private TransactionLength length;

  @SuppressWarnings("NullAway.Init") // Kafka Streams makes it and then configures it
  public TransactionProcessors() {}

  @Override
  public void configure(Map<String, ?> configs) {
    length = (TransactionLength) requireNonNull(configs.get(TransactionLength.CONFIG));
  }

  @Override
  public <K, V, L, W> WrappedProcessorSupplier<K, V, L, W> wrapProcessorSupplier(
      String node, ProcessorSupplier<K, V, L, W> supplier) {
    return new WrappedProcessorSupplier<>() {
      @Override
      public Processor<K, V, L, W> get() {
        return new Before<>(length, supplier.get());
      }

      @Override
      public @Nullable Set<StoreBuilder<?>> stores() {
        return supplier.stores();
      }
    };
  }

  @Override
  public <K, V, W> WrappedFixedKeyProcessorSupplier<K, V, W> wrapFixedKeyProcessorSupplier(
      String node, FixedKeyProcessorSupplier<K, V, W> supplier) {
    return new WrappedFixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<K, V, W> get() {
        return new BeforeValues<>(length, supplier.get());
      }

      @Override
      public @Nullable Set<StoreBuilder<?>> stores() {
        return supplier.stores();
      }
    };
  }

  private static final class Before<K, V, L, W> implements Processor<K, V, L, W> {
    private final TransactionLength length;
    private final Processor<K, V, L, W> behind;
    private @Nullable ProcessorContext<L, W> task;

    Before(TransactionLength length, Processor<K, V, L, W> behind) {
      this.length = length;
      this.behind = behind;
    }

    @Override
    public void init(ProcessorContext<L, W> context) {
      // What keeps a global table is part of no transaction.
      task = context.taskId().subtopology() < 0 ? null : context;
      behind.init(context);
    }

    @Override
    public void process(Record<K, V> record) {
      if (task != null) {
        length.own().take(task);
      }
      behind.process(record);
    }

    @Override
    public void close() {
      behind.close();
    }
  }

  private static final class BeforeValues<K, V, W> implements FixedKeyProcessor<K, V, W> {
    private final TransactionLength length;
    private final FixedKeyProcessor<K, V, W> behind;
    private @Nullable FixedKeyProcessorContext<K, W> task;

    BeforeValues(TransactionLength length, FixedKeyProcessor<K, V, W> behind) {
      this.length = length;
      this.behind = behind;
    }

    @Override
    public void init(FixedKeyProcessorContext<K, W> context) {
      task = context;
      behind.init(context);
    }

    @Override
    public void process(FixedKeyRecord<K, V> record) {
      if (task != null) {
        length.own().take(task);
      }
      behind.process(record);
    }

    @Override
    public void close() {
      behind.close();
    }
  }
}
