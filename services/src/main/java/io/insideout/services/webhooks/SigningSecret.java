package io.insideout.services.webhooks;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What one subscription's events are signed with. It shows itself to nobody who does not ask for
/// its text.
final class SigningSecret {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";

  private final byte[] key;

  SigningSecret(byte[] key) {
    this.key = key.clone();
  }

  /// Reads what [#text] has written.
  static SigningSecret parse(String text) {
    return new SigningSecret(
        Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(6) : text));
  }

  /// As the standard writes it.
  String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  byte[] sign(byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "SigningSecret";
  }
}
