package io.insideout.services.email.smtp;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Addresses that mail can be handed over to: one mailbox in plain letters, and nothing else, no
/// matter what stands in a record.
final class Addresses {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}");

  private Addresses() {}

  /// The address, or nothing where it is malformed.
  static Optional<InternetAddress> plain(@Nullable String text) {
    if (text == null || !PLAIN.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new InternetAddress(text, true));
    } catch (AddressException e) {
      return Optional.empty();
    }
  }
}
