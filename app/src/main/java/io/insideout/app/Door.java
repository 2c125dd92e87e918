package io.insideout.app;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.TlsTrouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The HTTP door of a running system, and what is said at it to be let in. Nothing shows the token.
final class Door {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{1,16000}");

  private final String url;
  private final @Nullable String authorization;

  private Door(String url, @Nullable String authorization) {
    this.url = url;
    this.authorization = authorization;
  }

  /// One that asks nobody.
  static Door open(String url) {
    return new Door(url, null);
  }

  /// @param authorization the header of that name
  static Door of(String url, String authorization) {
    return new Door(url, authorization);
  }

  /// @param tokenFile has the token and nothing else; null where none is needed
  /// @throws StartFailure if it has not
  static Door of(String url, @Nullable Path tokenFile) {
    return tokenFile == null ? open(url) : new Door(url, "Bearer " + token(tokenFile));
  }

  private static String token(Path file) {
    try {
      String token = Files.readString(file).strip();
      if (TOKEN.matcher(token).matches()) {
        return token;
      }
      throw new StartFailure(
          "The token file %s is to have a token, in one line, and nothing else.".formatted(file));
    } catch (IOException e) {
      throw new StartFailure("The token file " + file + " cannot be read.", e);
    }
  }

  String url() {
    return url;
  }

  /// Why a door did not answer, in words that say what to do, where that is known.
  static String why(IOException silence) {
    return TlsTrouble.of(silence)
        .orElseGet(() -> Objects.requireNonNullElse(silence.getMessage(), silence.toString()));
  }

  /// A question to be asked there.
  ///
  /// @param path with the query, if any
  HttpRequest.Builder ask(String path) {
    return signed(HttpRequest.newBuilder(URI.create(url + path)));
  }

  /// A question, with what is said to be let in.
  HttpRequest.Builder signed(HttpRequest.Builder question) {
    return authorization == null ? question : question.setHeader("Authorization", authorization);
  }

  /// Looks whether the door let somebody in.
  ///
  /// @param status of its answer
  /// @throws StartFailure that says what to do, if it did not
  void requireLetIn(int status) {
    if (status == 401) {
      throw new StartFailure(
          "The system at %s asks who you are. Put a token into a file, and name it with --token-file or INSIDEOUT_TOKEN_FILE; one that was good may have expired."
              .formatted(url));
    }
    if (status == 403) {
      throw new StartFailure(
          "The system at %s does this for operators, and your token has not that role."
              .formatted(url));
    }
  }
}
