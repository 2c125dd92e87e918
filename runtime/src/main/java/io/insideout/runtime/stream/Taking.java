package io.insideout.runtime.stream;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ValueTimestampHeaders;

/// Puts the records of a former store's changelog into a store, each as it stood there, or as
/// something else that is made of it.
final class Taking<F, V, S> implements Processor<byte[], byte[], Void, Void> {
  private final String name;
  private final String changelog;
  private final Deserializer<F> former;
  private final Function<F, V> how;
  private final Kept<V, S> value;
  private final StringDeserializer keys = new StringDeserializer();
  private KeyValueStore<String, S> store;

  /// A value as the store keeps it.
  private interface Kept<V, S> {
    S of(V value, Record<byte[], byte[]> from);
  }

  @SuppressWarnings("NullAway.Init") // a store is there from init on
  private Taking(
      String name, String changelog, Deserializer<F> former, Function<F, V> how, Kept<V, S> value) {
    this.name = name;
    this.changelog = changelog;
    this.former = former;
    this.how = how;
    this.value = value;
  }

  /// @param changelog for messages
  static <F, V> Taking<F, V, V> values(
      String name, String changelog, Deserializer<F> former, Function<F, V> how) {
    return new Taking<>(name, changelog, former, how, (value, _) -> value);
  }

  /// Who waits there waits on, with headers and time.
  static <V> Taking<V, V, ValueTimestampHeaders<V>> waiting(
      String name, String changelog, Deserializer<V> former) {
    return new Taking<>(
        name,
        changelog,
        former,
        value -> value,
        (value, from) -> ValueTimestampHeaders.make(value, from.timestamp(), from.headers()));
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    store = requireNonNull(context.getStateStore(name));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    String key = keys.deserialize(changelog, record.key());
    if (record.value() == null) {
      store.delete(key);
    } else {
      store.put(key, value.of(made(key, record.value()), record));
    }
  }

  private V made(String key, byte[] value) {
    try {
      return how.apply(former.deserialize(changelog, value));
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "what %s has under '%s' cannot be taken".formatted(changelog, key), e);
    }
  }
}
