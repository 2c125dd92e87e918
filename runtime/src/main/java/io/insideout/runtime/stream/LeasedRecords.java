package io.insideout.runtime.stream;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// Hands a service no record without its lease. What is kept from it, it does not commit to have
/// read either: it is left to whoever has the next one.
public final class LeasedRecords implements ConsumerInterceptor<byte[], byte[]> {
  /// Under which the lease stands in the consumer's configuration.
  static final String LEASE = "insideout.lease";

  private Lease lease;

  @SuppressWarnings("NullAway.Init") // the consumer makes it and then configures it
  public LeasedRecords() {}

  @Override
  public void configure(Map<String, ?> configs) {
    lease = (Lease) Objects.requireNonNull(configs.get(LEASE));
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    return lease.holds() ? records : ConsumerRecords.empty();
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
