package io.insideout.services.payments;

import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentRequest;
import io.insideout.runtime.delivery.OpenOffsets;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.Redriven;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A request that the cashier has taken and has to bring an answer to.
///
/// @param record where it stands in the log: the answer goes on with its story
/// @param offsets those that are open in its partition
record Errand(ConsumerRecord<byte[], byte[]> record, PaymentRequest request, OpenOffsets offsets) {
  /// Far less than the time for which a provider keeps ids; long enough for a restart.
  private static final Duration NEW_FOR = Duration.ofHours(1);

  /// Whether it was written so short a time ago that the provider knows its id, if it was asked.
  boolean isNew() {
    return !Redriven.isAddressed(record.headers())
        && System.currentTimeMillis() - Causes.writtenMillis(record.headers()).orElse(0)
            < NEW_FOR.toMillis();
  }

  boolean is(PaymentKind kind) {
    return request.getKind() == kind;
  }

  void answered() {
    offsets.done(record.offset());
  }
}
