package io.insideout.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaFormatter;

/// The schemas that records on somebody's log may have: one self-contained file for each version of
/// each topic's values, `<subject>/v<version>.avsc`. A released file never changes.
///
/// @param directory where they are
record ReleasedSchemas(Path directory) {
  private static final Pattern FILE = Pattern.compile("v([1-9][0-9]*)\\.avsc");

  /// All versions of a subject, by number.
  NavigableMap<Integer, Schema> of(Topic<?> topic) throws IOException {
    var versions = new TreeMap<Integer, Schema>();
    var files = directory.resolve(topic.subject());
    if (Files.isDirectory(files)) {
      try (var listed = Files.list(files)) {
        for (var file : listed.toList()) {
          versions.put(number(file), new Schema.Parser().parse(Files.readString(file)));
        }
      }
    }
    return versions;
  }

  /// The subjects that there are files of.
  List<String> subjects() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var listed = Files.list(directory)) {
      return listed.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /// What in the topic's schema keeps it from reading the records of a released version, if
  /// anything.
  Optional<String> obstacle(Topic<?> topic) throws IOException {
    for (var released : of(topic).entrySet()) {
      var result =
          SchemaCompatibility.checkReaderWriterCompatibility(topic.schema(), released.getValue())
              .getResult();
      for (var found : result.getIncompatibilities()) {
        return Optional.of(
            "version %d: %s at %s: %s"
                .formatted(
                    released.getKey(), found.getType(), found.getLocation(), found.getMessage()));
      }
    }
    return Optional.empty();
  }

  /// Whether the newest released version is the topic's schema, to the letter: the registry tells
  /// texts apart.
  boolean upToDate(Topic<?> topic) throws IOException {
    var versions = of(topic);
    return !versions.isEmpty()
        && versions.lastEntry().getValue().toString().equals(topic.schema().toString());
  }

  /// Writes the topic's schema as the next version.
  Path release(Topic<?> topic) throws IOException {
    var versions = of(topic);
    int next = versions.isEmpty() ? 1 : versions.lastKey() + 1;
    var file = directory.resolve(topic.subject()).resolve("v" + next + ".avsc");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, SchemaFormatter.format("json/pretty", topic.schema()) + "\n");
  }

  private static int number(Path file) {
    var matcher = FILE.matcher(file.getFileName().toString());
    if (!matcher.matches()) {
      throw new IllegalStateException(file + " is not named v<version>.avsc");
    }
    return Integer.parseInt(matcher.group(1));
  }
}
