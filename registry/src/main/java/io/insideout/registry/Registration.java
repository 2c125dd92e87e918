package io.insideout.registry;

import java.util.List;
import java.util.Optional;

/// Decides about a new version of a subject.
final class Registration {
  private Registration() {}

  /// Registers a schema under a subject. A schema that the subject has already gets no new version;
  /// one that any subject has keeps its id.
  ///
  /// @return the schema's id
  /// @throws RegistryError 409 if an earlier version forbids it
  static Change<Integer> register(RegistryState state, String subject, AvroSchema schema) {
    var existing = existing(state, subject, schema);
    if (existing.isPresent()) {
      return Change.none(existing.get());
    }
    var versions = state.versions(subject, false);
    var level = state.effectiveLevel(subject);
    var messages = Compatibility.messages(level, schema.schema(), versions);
    if (!messages.isEmpty()) {
      throw RegistryError.incompatible(subject, level, messages);
    }
    int id = state.id(schema.text()).orElseGet(() -> nextId(state));
    var version = new SchemaVersion(subject, state.nextVersion(subject), id, schema.text(), false);
    return new Change<>(List.of(new StoreRecord.SchemaRecord(version)), id);
  }

  /// The id of the schema, if the subject has it already: then there is nothing to write, and the
  /// answer needs no log.
  static Optional<Integer> existing(RegistryState state, String subject, AvroSchema schema) {
    return state.versions(subject, false).stream()
        .filter(version -> version.text().equals(schema.text()))
        .map(SchemaVersion::id)
        .findFirst();
  }

  private static int nextId(RegistryState state) {
    if (state.highestId() == Integer.MAX_VALUE) {
      throw RegistryError.store("all schema ids are used up.");
    }
    return state.highestId() + 1;
  }
}
