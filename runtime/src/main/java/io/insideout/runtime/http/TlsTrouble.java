package io.insideout.runtime.http;

import java.io.EOFException;
import java.net.SocketException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// What to do where somebody who is called does not prove by TLS who it is, or one of the two
/// speaks TLS and the other does not.
public final class TlsTrouble {
  /// By what of the environment a process is told whom to believe.
  public static final String VARIABLE = "INSIDEOUT_TLS_CA";

  /// How an alert of TLS begins: Java tells it of an answer that it does not understand.
  private static final String ALERT = "\u0015";

  private TlsTrouble() {}

  /// What is to be done, if a call failed because of that.
  public static Optional<String> of(Throwable failure) {
    List<Throwable> causes =
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
    if (causes.stream().anyMatch(cause -> words(cause).contains(ALERT))) {
      return Optional.of("it speaks TLS, and its address begins with https://");
    }
    // Who goes away in the middle of a handshake tells nothing by it.
    if (causes.stream()
        .anyMatch(cause -> cause instanceof EOFException || cause instanceof SocketException)) {
      return Optional.empty();
    }
    return causes.stream()
        .filter(SSLException.class::isInstance)
        .findFirst()
        .map(cause -> told(words(cause)));
  }

  private static String told(String words) {
    return words.contains("SSL message")
        ? "it does not speak TLS, and its address begins with http://"
        : "it does not prove by TLS who it is, to anybody whom this process believes. The authority that signed its certificate is named by %s, a file of PEM (%s)"
            .formatted(VARIABLE, words);
  }

  private static String words(Throwable cause) {
    return String.valueOf(cause.getMessage());
  }
}
