package io.insideout.runtime.log;

import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/// What to do where the log does not let a client in, does not allow it something, or does not
/// answer: the troubles that a locked log has besides, each in a sentence for whoever runs the
/// system. Kafka's own words about them have no secrets.
public final class LogTrouble {
  private LogTrouble() {}

  /// What is to be done, if a failure comes from one of these.
  public static Optional<String> of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String told = told(cause);
      if (!told.isEmpty()) {
        return Optional.of(told);
      }
    }
    return Optional.empty();
  }

  /// What is to be done, if a failure comes of something that the log does not allow.
  public static Optional<String> refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthorizationException) {
        return Optional.of(told(cause));
      }
    }
    return Optional.empty();
  }

  private static String told(Throwable cause) {
    return switch (cause) {
      case SslAuthenticationException _ ->
          "The log does not prove by its certificate who it is, or does not want a client without one: %s. Look at ssl.* in the client properties."
              .formatted(words(cause));
      case AuthenticationException _ ->
          "The log does not let this client in: %s. Look at sasl.* in the client properties: name, password or token."
              .formatted(words(cause));
      case AuthorizationException _ ->
          "The log does not allow what is needed here: %s. Whom it has to allow what: ./insideout acls"
              .formatted(words(cause));
      case TimeoutException _ ->
          "The log does not answer: %s. Is the address right, and is it up? Where it asks who comes, say so by --client-properties."
              .formatted(words(cause));
      default -> "";
    };
  }

  private static String words(Throwable cause) {
    return String.valueOf(cause.getMessage())
        .replaceAll("\\s+", " ")
        // Of a request that is refused, Kafka tells what it is made of.
        .replaceAll("Request Request\\(.*\\) needs (\\w+) permission", "$1 on the cluster")
        .replaceAll("[.\\s]+$", "");
  }
}
