package io.insideout.services.payments;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a provider signs its messages with: `t=<seconds>,v1=<hex>`, where the hex digits are the
/// HMAC-SHA256 of the time, a dot and the body. There may be several while a secret is replaced;
/// one has to fit. An old message is not taken, so that nobody can say it again later.
///
/// @param seconds when it was signed, since the epoch
/// @param digests those of version 1
record Signature(long seconds, List<byte[]> digests) {
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final int MOST_DIGESTS = 10;
  private static final String ALGORITHM = "HmacSHA256";

  /// Reads the header. What makes no sense is a signature that fits nothing.
  static Signature parse(String header) {
    long seconds = Long.MIN_VALUE;
    List<byte[]> digests = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      String[] field = part.strip().split("=", 2);
      try {
        if (field[0].equals("t") && field.length == 2) {
          seconds = Long.parseLong(field[1]);
        } else if (field[0].equals("v1") && field.length == 2 && digests.size() < MOST_DIGESTS) {
          digests.add(HexFormat.of().parseHex(field[1]));
        }
      } catch (IllegalArgumentException e) {
        return new Signature(Long.MIN_VALUE, List.of());
      }
    }
    return new Signature(seconds, List.copyOf(digests));
  }

  boolean fits(byte[] body, Secret secret, Instant now) {
    long nowSeconds = now.getEpochSecond();
    if (seconds < nowSeconds - TOLERANCE.toSeconds()
        || seconds > nowSeconds + TOLERANCE.toSeconds()) {
      return false;
    }
    byte[] expected = digest(seconds, body, secret);
    boolean fits = false;
    for (byte[] digest : digests) {
      // Takes as long whether or not it fits, and however much of it does.
      fits |= MessageDigest.isEqual(expected, digest);
    }
    return fits;
  }

  static byte[] digest(long seconds, byte[] body, Secret secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.text().getBytes(UTF_8), ALGORITHM));
      mac.update((seconds + ".").getBytes(UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
