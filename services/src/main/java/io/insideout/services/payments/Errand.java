package io.insideout.services.payments;

import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentRequest;
import io.insideout.runtime.delivery.OpenOffsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A request that the cashier has taken and has to bring an answer to.
///
/// @param record where it stands in the log: the answer goes on with its story
/// @param offsets those that are open in its partition
record Errand(ConsumerRecord<byte[], byte[]> record, PaymentRequest request, OpenOffsets offsets) {

  boolean is(PaymentKind kind) {
    return request.getKind() == kind;
  }

  void answered() {
    offsets.done(record.offset());
  }
}
