package io.insideout.bench.limits;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/// Passes every new order.
final class BareCheck extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
  private final byte[] passed;

  BareCheck(int check) {
    this.passed = new byte[] {(byte) (1 << check)};
  }

  @Override
  public void process(Record<byte[], byte[]> order) {
    if (order.value()[0] != BareDesk.DECIDED) {
      context().forward(order.withValue(passed));
    }
  }
}
