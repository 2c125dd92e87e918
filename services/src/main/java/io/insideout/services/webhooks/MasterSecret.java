package io.insideout.services.webhooks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.Secret;
import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The secret that the subscriptions' own are derived from: of the environment, or else one that
/// was made by chance when this was started first, and stands in the data directory for its owner
/// alone. Several instances sign alike only if the environment gives them the same.
final class MasterSecret {
  /// The environment variable; with `_FILE` behind it, the one that leads to a file.
  static final String NAME = "INSIDEOUT_WEBHOOK_SECRET";

  private static final String FILE = "webhook-secret";
  private static final int LEAST_CHARACTERS = 32;
  private static final int RANDOM_BYTES = 32;

  private MasterSecret() {}

  /// @throws StartFailure that says what to do, if there is one that cannot be used
  static Secret of(Path dataDirectory, Map<String, String> environment) {
    Optional<Secret> given = Secret.of(NAME, environment);
    Secret secret = given.isPresent() ? given.get() : ofFile(dataDirectory.resolve(FILE));
    if (secret.text().length() < LEAST_CHARACTERS) {
      throw new StartFailure(
          "%s has fewer than %d characters. Make one with: openssl rand -base64 32"
              .formatted(secret.name(), LEAST_CHARACTERS));
    }
    return secret;
  }

  private static Secret ofFile(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return new Secret(file.toString(), Files.readString(file, UTF_8).strip());
    } catch (IOException e) {
      throw new StartFailure(
          "The secret of webhooks in %s can be neither read nor made: %s".formatted(file, e), e);
    }
  }

  /// Whoever finds the file finds it whole, and nobody replaces it.
  private static void make(Path file) throws IOException {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path whole =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            FILE,
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      try (FileChannel out = FileChannel.open(whole, Set.of(StandardOpenOption.WRITE))) {
        out.write(ByteBuffer.wrap(Base64.getEncoder().encodeToString(random).getBytes(US_ASCII)));
        out.force(true);
      }
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      // Another process was first: its secret is the one.
    } finally {
      Files.deleteIfExists(whole);
    }
  }
}
