package io.insideout.registry;

/// One version of a subject.
///
/// @param version counts from 1 in each subject
/// @param id of the schema's text, the same in every subject
/// @param text the schema's canonical text
/// @param deleted whether it was deleted softly: no longer listed, still there for the readers of
///   old records
record SchemaVersion(String subject, int version, int id, String text, boolean deleted) {
  SchemaVersion asDeleted() {
    return new SchemaVersion(subject, version, id, text, true);
  }
}
