package io.insideout.services.orders;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/// Ids and fingerprints of orders.
final class OrderIds {
  private OrderIds() {}

  /// An id that nobody has.
  static String fresh() {
    return UUID.randomUUID().toString();
  }

  /// The one id of an idempotency key: the same key names the same order, on every instance and for
  /// ever, without anything being looked up.
  static String of(String idempotencyKey) {
    return digest(("idempotency-key\0" + idempotencyKey).getBytes(StandardCharsets.UTF_8));
  }

  /// The digest of what was asked.
  static String fingerprint(byte[] asked) {
    return digest(asked);
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
