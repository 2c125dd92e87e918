package io.insideout.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What only its owner may know. It comes from the environment, or from a file that the environment
/// names, and never from arguments or settings: those are shown. It shows itself to nobody who does
/// not ask for its text.
///
/// @param name the environment variable that it came by
/// @param text what is secret
public record Secret(String name, String text) {
  /// The secret of that name: the variable's value, or else what stands in the file that the
  /// variable with `_FILE` behind its name leads to.
  ///
  /// @throws StartFailure if there is such a file and it cannot be read, or it is empty
  public static Optional<Secret> of(String name, Map<String, String> environment) {
    String text = environment.getOrDefault(name, "").strip();
    if (!text.isEmpty()) {
      return Optional.of(new Secret(name, text));
    }
    String file = environment.getOrDefault(name + "_FILE", "").strip();
    return file.isEmpty() ? Optional.empty() : Optional.of(read(name, file));
  }

  private static Secret read(String name, String file) {
    try {
      String text = Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
      if (!text.isEmpty()) {
        return new Secret(name, text);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailure(name + "_FILE leads to a file that cannot be read: " + file, e);
    }
    throw new StartFailure(name + "_FILE leads to a file that is empty: " + file);
  }

  /// Its name alone.
  @Override
  public String toString() {
    return "Secret[" + name + "]";
  }
}
