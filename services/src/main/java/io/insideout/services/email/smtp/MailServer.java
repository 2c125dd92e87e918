package io.insideout.services.email.smtp;

import io.insideout.runtime.StartFailure;
import jakarta.mail.Session;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Where mails are handed over, and as whom.
///
/// A user and a password come from the environment only, and go over an encrypted connection only.
///
/// @param scheme smtp, which takes encryption where the server offers it, or smtps
/// @param from the sender's address
/// @param user null where nobody logs in
record MailServer(
    String scheme,
    String host,
    int port,
    String from,
    @Nullable String user,
    @Nullable String password) {
  static final String USER = "INSIDEOUT_SMTP_USER";
  static final String PASSWORD = "INSIDEOUT_SMTP_PASSWORD";
  private static final int SMTP_PORT = 25;
  private static final int SMTPS_PORT = 465;
  private static final String TIMEOUT_MILLIS = "10000";
  private static final long LONGEST_ANSWER_BYTES = 256 << 10;
  private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(1);

  /// @throws StartFailure that says which setting is not as it has to be
  static MailServer of(String url, String from, Map<String, String> environment) {
    URI parsed = parse(url);
    if (Addresses.plain(from).isEmpty()) {
      throw new StartFailure("Setting 'email-from' is an address such as shop@example.org.");
    }
    String scheme = parsed.getScheme();
    int byDefault = scheme.equals("smtps") ? SMTPS_PORT : SMTP_PORT;
    return new MailServer(
        scheme,
        parsed.getHost(),
        parsed.getPort() < 0 ? byDefault : parsed.getPort(),
        from,
        environment.get(USER),
        environment.get(PASSWORD));
  }

  // The setting is not repeated in the message: somebody may have put a password into it.
  private static URI parse(String url) {
    try {
      URI parsed = new URI(url);
      boolean bare =
          parsed.getUserInfo() == null
              && parsed.getQuery() == null
              && parsed.getFragment() == null
              && String.valueOf(parsed.getPath()).matches("/?");
      if (bare
          && parsed.getHost() != null
          && String.valueOf(parsed.getScheme()).matches("smtps?")) {
        return parsed;
      }
    } catch (URISyntaxException e) {
      // Told below, as an address of another kind is.
    }
    throw new StartFailure(
        "Setting 'smtp-url' is an address such as smtp://mail:25 or smtps://mail:465. A user and a"
            + " password are taken from "
            + USER
            + " and "
            + PASSWORD
            + " in the environment.");
  }

  Session session() {
    String prefix = "mail." + scheme + ".";
    Properties properties = new Properties();
    properties.setProperty(prefix + "connectiontimeout", TIMEOUT_MILLIS);
    properties.setProperty(prefix + "timeout", TIMEOUT_MILLIS);
    properties.setProperty(prefix + "writetimeout", TIMEOUT_MILLIS);
    properties.setProperty(prefix + "from", from);
    // How this machine is called is nobody's business.
    properties.setProperty(prefix + "localhost", from.substring(from.indexOf('@') + 1));
    properties.setProperty(prefix + "quitwait", "false");
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    properties.setProperty(prefix + "auth", String.valueOf(user != null));
    properties.setProperty(prefix + "starttls.enable", "true");
    properties.setProperty(
        prefix + "starttls.required", String.valueOf(user != null && scheme.equals("smtp")));
    properties.put(
        prefix + "socketFactory", new BoundedSockets(LONGEST_ANSWER_BYTES, ANSWERS_WITHIN));
    properties.setProperty(prefix + "socketFactory.fallback", "false");
    return Session.getInstance(properties);
  }

  /// Names the server alone.
  @Override
  public String toString() {
    return scheme + "://" + host + ":" + port;
  }
}
