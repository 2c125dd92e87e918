package io.insideout.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.FraudAssessment;
import java.nio.ByteBuffer;

/// What an answer says of one card or customer of an order, with all of the order that is needed to
/// count it again.
///
/// @param orderId the order
/// @param placedAtMicros its event time
/// @param totalMinor what is due
/// @param said what the answer says
record FiledAssessment(String orderId, long placedAtMicros, long totalMinor, FraudAssessment said) {

  byte[] encode(PlainAvro<FraudAssessment> avro) {
    byte[] id = orderId.getBytes(UTF_8);
    byte[] bytes = avro.encode(said);
    return ByteBuffer.allocate(20 + id.length + bytes.length)
        .putLong(placedAtMicros)
        .putLong(totalMinor)
        .putInt(id.length)
        .put(id)
        .put(bytes)
        .array();
  }

  static FiledAssessment decode(byte[] bytes, PlainAvro<FraudAssessment> avro) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long placedAtMicros = in.getLong();
    long totalMinor = in.getLong();
    byte[] id = new byte[in.getInt()];
    in.get(id);
    return new FiledAssessment(
        new String(id, UTF_8), placedAtMicros, totalMinor, avro.decode(bytes, in.position()));
  }
}
