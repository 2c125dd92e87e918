package io.insideout.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Java's own tool for keys and certificates, by which tests make theirs.
///
/// @param password of the key stores that it makes and reads
public record Keytool(String password) {
  /// Runs it to its end.
  ///
  /// @param words of its command line, with blanks between them
  /// @param paths words that may have blanks in them
  /// @throws IllegalStateException with what it prints, if it fails
  public void run(String words, String... paths) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words.split(" ")));
    command.addAll(List.of(paths));
    command.addAll(List.of("-storepass", password));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(printed);
    }
  }
}
