package io.insideout.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// SHA-256, as headers write it.
final class Digest {
  private Digest() {}

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(of(bytes));
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(of(bytes));
  }

  private static byte[] of(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
