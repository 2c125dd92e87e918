package io.insideout.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides about deletions. A soft one hides a version from listings and checks, and keeps it for
/// the readers of old records; a hard one, allowed only after it, removes it for good.
final class Deletion {
  private Deletion() {}

  /// Deletes all versions of a subject.
  ///
  /// @return the numbers of the versions that were deleted
  static Change<List<Integer>> subject(RegistryState state, String subject, boolean permanent) {
    var all = state.versions(subject, true);
    var active = state.versions(subject, false);
    if (all.isEmpty()) {
      throw RegistryError.subjectNotFound(subject);
    }
    var records = new ArrayList<StoreRecord>();
    if (permanent) {
      if (!active.isEmpty()) {
        throw RegistryError.subjectNotSoftDeleted(subject);
      }
      records.add(new StoreRecord.Noop(state.highestId()));
      all.forEach(version -> records.add(tombstone(version)));
      return new Change<>(records, numbers(all));
    }
    if (active.isEmpty()) {
      throw RegistryError.subjectSoftDeleted(subject);
    }
    records.add(new StoreRecord.DeleteSubject(subject, active.getLast().version()));
    dropLevel(state, subject).ifPresent(records::add);
    return new Change<>(records, numbers(active));
  }

  /// Deletes one version of a subject.
  ///
  /// @return its number
  static Change<Integer> version(
      RegistryState state, String subject, VersionNumber number, boolean permanent) {
    var version = Lookup.version(state, subject, number, Lookup.wantsDeleted(number, permanent));
    var records = new ArrayList<StoreRecord>();
    if (permanent) {
      if (!version.deleted()) {
        throw RegistryError.versionNotSoftDeleted(subject, version.version());
      }
      records.add(new StoreRecord.Noop(state.highestId()));
      records.add(tombstone(version));
      return new Change<>(records, version.version());
    }
    if (version.deleted()) {
      throw RegistryError.versionSoftDeleted(subject, version.version());
    }
    records.add(new StoreRecord.SchemaRecord(version.asDeleted()));
    if (state.versions(subject, false).size() == 1) {
      dropLevel(state, subject).ifPresent(records::add);
    }
    return new Change<>(records, version.version());
  }

  /// A subject that comes back after its deletion starts without the level of its former life.
  private static Optional<StoreRecord> dropLevel(RegistryState state, String subject) {
    return state.level(subject).map(level -> new StoreRecord.ConfigTombstone(Optional.of(subject)));
  }

  private static StoreRecord tombstone(SchemaVersion version) {
    return new StoreRecord.SchemaTombstone(version.subject(), version.version());
  }

  private static List<Integer> numbers(List<SchemaVersion> versions) {
    return versions.stream().map(SchemaVersion::version).toList();
  }
}
