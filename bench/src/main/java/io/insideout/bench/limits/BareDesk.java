package io.insideout.bench.limits;

import static java.util.Objects.requireNonNull;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// An order is a byte, a bit for each check that has passed.
final class BareDesk extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
  static final String STORE = "orders";
  static final byte DECIDED = 3;
  private static final byte[] NEW = {0};

  private KeyValueStore<byte[], byte[]> orders;

  @SuppressWarnings("NullAway.Init") // init sets the store
  BareDesk() {}

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    orders = requireNonNull(context.getStateStore(STORE));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    byte[] known = orders.get(record.key());
    if (known == null) {
      orders.put(record.key(), NEW);
      context().forward(record.withValue(NEW));
      return;
    }
    byte[] now = {(byte) (known[0] | record.value()[0])};
    if (now[0] != known[0]) {
      orders.put(record.key(), now);
      if (now[0] == DECIDED) {
        context().forward(record.withValue(now));
      }
    }
  }
}
