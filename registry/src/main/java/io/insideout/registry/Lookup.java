package io.insideout.registry;

import java.util.List;

/// Finds what a caller names, or says in Confluent's codes what is missing.
final class Lookup {
  private Lookup() {}

  /// @throws RegistryError 40401 without such a subject
  static List<SchemaVersion> versions(RegistryState state, String subject, boolean alsoDeleted) {
    var versions = state.versions(subject, alsoDeleted);
    if (versions.isEmpty()) {
      throw RegistryError.subjectNotFound(subject);
    }
    return versions;
  }

  /// @throws RegistryError 40401 without such a subject, 40402 without such a version
  static SchemaVersion version(
      RegistryState state, String subject, VersionNumber number, boolean alsoDeleted) {
    versions(state, subject, alsoDeleted);
    return state
        .version(subject, number, alsoDeleted)
        .orElseThrow(
            () ->
                RegistryError.versionNotFound(
                    switch (number) {
                      case VersionNumber.Latest() -> "latest";
                      case VersionNumber.Exactly(int wanted) -> Integer.toString(wanted);
                    }));
  }

  /// The version of a subject that has this schema.
  ///
  /// @throws RegistryError 40401 without such a subject, 40403 if it has no such schema
  static SchemaVersion schema(
      RegistryState state, String subject, AvroSchema schema, boolean alsoDeleted) {
    return versions(state, subject, alsoDeleted).stream()
        .filter(version -> version.text().equals(schema.text()))
        // The same schema may have been deleted and come back: the living version counts first.
        .reduce((first, second) -> first.deleted() ? second : first)
        .orElseThrow(RegistryError::schemaNotFound);
  }

  /// @throws RegistryError 40403 if no schema has that id
  static int id(RegistryState state, String text) {
    try {
      int id = Integer.parseInt(text);
      if (state.text(id).isPresent()) {
        return id;
      }
    } catch (NumberFormatException e) {
      throw RegistryError.schemaNotFound(text);
    }
    throw RegistryError.schemaNotFound(text);
  }

  /// A deletion names softly deleted versions too, to say that they are or to remove them; only the
  /// latest one, deleted softly, is the latest that lives.
  static boolean wantsDeleted(VersionNumber number, boolean permanent) {
    return switch (number) {
      case VersionNumber.Latest() -> permanent;
      case VersionNumber.Exactly(int wanted) -> true;
    };
  }
}
