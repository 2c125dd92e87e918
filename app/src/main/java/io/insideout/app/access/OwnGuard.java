package io.insideout.app.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Guard;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/// Lets a process in at its own door, by a secret that it made when it started and tells nobody; of
/// everybody else another guard tells who they are.
public final class OwnGuard implements Guard {
  private static final int SECRET_BYTES = 32;

  private final String own = "Own " + HexFormat.of().formatHex(random());
  private final Guard guard;

  public OwnGuard(Guard guard) {
    this.guard = guard;
  }

  private static byte[] random() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /// What the process itself says in the header `Authorization`.
  public String authorization() {
    return own;
  }

  @Override
  public boolean knowsCallers() {
    return guard.knowsCallers();
  }

  @Override
  public Caller caller(Optional<String> authorization) throws InterruptedException {
    return authorization.isPresent()
            && MessageDigest.isEqual(authorization.get().getBytes(UTF_8), own.getBytes(UTF_8))
        ? Caller.anybody()
        : guard.caller(authorization);
  }
}
