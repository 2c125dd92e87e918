package io.insideout.registry;

import java.util.Optional;

/// A record of the schemas topic, understood. [StoreRecordJson] has its bytes.
sealed interface StoreRecord {
  /// A version of a subject, whole.
  record SchemaRecord(SchemaVersion version) implements StoreRecord {}

  /// A version of a subject is gone for good.
  record SchemaTombstone(String subject, int version) implements StoreRecord {}

  /// The compatibility level of a subject or, without one, of the registry.
  record ConfigRecord(Optional<String> subject, CompatibilityLevel level) implements StoreRecord {}

  /// That level is no longer set.
  record ConfigTombstone(Optional<String> subject) implements StoreRecord {}

  /// All versions of a subject up to this one were deleted softly.
  record DeleteSubject(String subject, int upToVersion) implements StoreRecord {}

  /// Changes no subject. Before a schema is deleted for good it keeps the highest id that was ever
  /// given, which compaction would forget otherwise: an id given twice would make old records
  /// unreadable, or worse, readable.
  record Noop(int highestId) implements StoreRecord {}

  /// A schema that only a registry with more abilities can serve; it keeps its id.
  record Foreign(String what, int id) implements StoreRecord {}
}
