package io.insideout.app.stores;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.http.Problem;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Gives callers what they are to bring back and not to read: a cursor, or a key that is masked.
/// What was sealed is opened by the process that sealed it, for what it was sealed for.
final class Seal {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;

  Seal() {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, "AES");
  }

  String close(String purpose, byte[] content) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] bytes = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(content);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              ByteBuffer.allocate(nonce.length + bytes.length).put(nonce).put(bytes).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + CIPHER, e);
    }
  }

  /// @param parameter that it came as
  /// @throws Problem 400 if it was not sealed here for that purpose
  byte[] open(String parameter, String purpose, String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length > NONCE_BYTES) {
        return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES), purpose)
            .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      }
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      // Told below, as what is too short is.
    }
    throw Problem.invalid(parameter, "is not one that was given here");
  }

  private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(purpose.getBytes(UTF_8));
    return cipher;
  }
}
