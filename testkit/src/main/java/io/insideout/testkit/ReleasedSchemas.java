package io.insideout.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaIncompatibilityType;
import org.apache.avro.SchemaFormatter;

/// The schemas that records on somebody's log may have: one self-contained file for each version of
/// each subject, `<subject>/v<version>.avsc`. A released file never changes.
///
/// @param directory where they are
public record ReleasedSchemas(Path directory) {
  private static final Pattern FILE = Pattern.compile("v([1-9][0-9]*)\\.avsc");

  /// What is new may be known before it is used: by then no version runs that does not know it.
  private static final Set<SchemaIncompatibilityType> NOT_YET_USED =
      EnumSet.of(
          SchemaIncompatibilityType.MISSING_ENUM_SYMBOLS,
          SchemaIncompatibilityType.MISSING_UNION_BRANCH);

  /// All versions of a subject, by number.
  public NavigableMap<Integer, Schema> of(String subject) throws IOException {
    NavigableMap<Integer, Schema> versions = new TreeMap<>();
    Path files = directory.resolve(subject);
    if (Files.isDirectory(files)) {
      try (var listed = Files.list(files)) {
        for (Path file : listed.toList()) {
          versions.put(number(file), new Schema.Parser().parse(Files.readString(file)));
        }
      }
    }
    return versions;
  }

  /// The subjects that there are files of.
  public List<String> subjects() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var listed = Files.list(directory)) {
      return listed.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /// What in a schema keeps it from reading the records of a released version, if anything.
  public Optional<String> obstacle(String subject, Schema schema) throws IOException {
    return incompatibility(of(subject), released -> new Sides(schema, released), Set.of());
  }

  /// What a schema writes that a released version cannot read, if anything: both may run side by
  /// side. Symbols and branches that the other does not have are left out, as nobody is to write
  /// them yet.
  public Optional<String> obstacleBesideOlder(String subject, Schema schema) throws IOException {
    return incompatibility(of(subject), released -> new Sides(released, schema), NOT_YET_USED);
  }

  private record Sides(Schema reader, Schema writer) {}

  private interface Meeting {
    Sides with(Schema released);
  }

  private static Optional<String> incompatibility(
      NavigableMap<Integer, Schema> versions,
      Meeting meeting,
      Set<SchemaIncompatibilityType> aside) {
    for (var released : versions.entrySet()) {
      Sides sides = meeting.with(released.getValue());
      var result =
          SchemaCompatibility.checkReaderWriterCompatibility(sides.reader(), sides.writer())
              .getResult();
      for (var found : result.getIncompatibilities()) {
        if (!aside.contains(found.getType())) {
          return Optional.of(
              "version %d: %s at %s: %s"
                  .formatted(
                      released.getKey(), found.getType(), found.getLocation(), found.getMessage()));
        }
      }
    }
    return Optional.empty();
  }

  /// Whether the newest released version is the schema, to the letter: the registry tells texts
  /// apart.
  public boolean isNewest(String subject, Schema schema) throws IOException {
    NavigableMap<Integer, Schema> versions = of(subject);
    return !versions.isEmpty()
        && versions.lastEntry().getValue().toString().equals(schema.toString());
  }

  /// Writes a schema as the next version.
  public Path release(String subject, Schema schema) throws IOException {
    NavigableMap<Integer, Schema> versions = of(subject);
    int next = versions.isEmpty() ? 1 : versions.lastKey() + 1;
    Path file = directory.resolve(subject).resolve("v" + next + ".avsc");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, SchemaFormatter.format("json/pretty", schema) + "\n");
  }

  private static int number(Path file) {
    var matcher = FILE.matcher(file.getFileName().toString());
    if (!matcher.matches()) {
      throw new IllegalStateException(file + " is not named v<version>.avsc");
    }
    return Integer.parseInt(matcher.group(1));
  }
}
