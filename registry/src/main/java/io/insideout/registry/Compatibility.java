package io.insideout.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/// Holds a new schema against the versions before it, by Avro's rules of schema resolution.
final class Compatibility {
  private static final String NEW = "the new schema";

  private Compatibility() {}

  /// What in a new schema breaks the level, in sentences that name the field; nothing if it may
  /// follow these versions.
  ///
  /// @param versions the living versions of the subject, oldest first
  static List<String> messages(
      CompatibilityLevel level, Schema candidate, List<SchemaVersion> versions) {
    var compared =
        level.transitive() || versions.isEmpty() ? versions : List.of(versions.getLast());
    return compared.stream().flatMap(version -> against(level, candidate, version)).toList();
  }

  /// The same for one version, whichever the level would choose.
  static Stream<String> against(CompatibilityLevel level, Schema candidate, SchemaVersion version) {
    if (level == CompatibilityLevel.NONE) {
      return Stream.empty();
    }
    var old = AvroSchema.parse(version.text()).schema();
    var name = "version " + version.version();
    var messages = new ArrayList<String>();
    if (level.readsOld()) {
      messages.addAll(cannotRead(new Side(NEW, candidate), new Side(name, old)));
    }
    if (level.readByOld()) {
      messages.addAll(cannotRead(new Side(name, old), new Side(NEW, candidate)));
    }
    return messages.stream();
  }

  /// One of the two schemas that are compared, and what the messages call it.
  record Side(String name, Schema schema) {}

  private static List<String> cannotRead(Side reader, Side writer) {
    var intro =
        "%s%s cannot read data of %s: "
            .formatted(
                Character.toUpperCase(reader.name().charAt(0)),
                reader.name().substring(1),
                writer.name());
    return Explanation.of(reader, writer).stream().map(why -> intro + why + ".").toList();
  }

  /// Avro's findings about a pair, none if the reader reads the writer.
  static List<SchemaCompatibility.Incompatibility> findings(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities();
  }
}
