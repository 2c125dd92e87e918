package io.insideout.registry;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What the schemas topic says up to some offset: a fold over its records, and immutable, so that a
/// request sees one moment and needs no lock.
final class RegistryState {
  static final RegistryState EMPTY =
      new RegistryState(new TreeMap<>(), new HashMap<>(), Optional.empty(), Map.of(), 0);

  private final NavigableMap<String, NavigableMap<Integer, SchemaVersion>> subjects;
  private final Map<String, CompatibilityLevel> subjectLevels;
  private final Optional<CompatibilityLevel> globalLevel;
  private final Map<Integer, String> idsEverGiven;
  private final int highestId;
  private final Map<Integer, String> textById = new HashMap<>();
  private final Map<String, Integer> idByText = new HashMap<>();

  RegistryState(
      NavigableMap<String, NavigableMap<Integer, SchemaVersion>> subjects,
      Map<String, CompatibilityLevel> subjectLevels,
      Optional<CompatibilityLevel> globalLevel,
      Map<Integer, String> idsEverGiven,
      int highestId) {
    this.subjects = Collections.unmodifiableNavigableMap(subjects);
    this.subjectLevels = Map.copyOf(subjectLevels);
    this.globalLevel = globalLevel;
    this.idsEverGiven = Map.copyOf(idsEverGiven);
    this.highestId = highestId;
    for (var versions : subjects.values()) {
      for (var version : versions.values()) {
        textById.put(version.id(), version.text());
        idByText.merge(version.text(), version.id(), Math::min);
      }
    }
  }

  /// The state after these records, in their order.
  RegistryState after(Collection<? extends StoreRecord> records) {
    if (records.isEmpty()) {
      return this;
    }
    var fold = new StateFold(subjects, subjectLevels, globalLevel, idsEverGiven, highestId);
    records.forEach(fold::apply);
    return fold.result();
  }

  /// The names of the subjects that have a version.
  NavigableSet<String> subjects(boolean alsoDeleted) {
    var names = new TreeSet<String>();
    for (var subject : subjects.keySet()) {
      if (!versions(subject, alsoDeleted).isEmpty()) {
        names.add(subject);
      }
    }
    return names;
  }

  /// The versions of a subject, oldest first; none if it does not exist.
  List<SchemaVersion> versions(String subject, boolean alsoDeleted) {
    return subjects.getOrDefault(subject, Collections.emptyNavigableMap()).values().stream()
        .filter(version -> alsoDeleted || !version.deleted())
        .toList();
  }

  /// All versions of all subjects that have the schema of this id.
  List<SchemaVersion> versionsWithId(int id, boolean alsoDeleted) {
    return allVersions()
        .filter(version -> version.id() == id && (alsoDeleted || !version.deleted()))
        .toList();
  }

  /// The version of that number or, with [VersionNumber.Latest], the newest.
  Optional<SchemaVersion> version(String subject, VersionNumber number, boolean alsoDeleted) {
    var versions = versions(subject, alsoDeleted).stream();
    return switch (number) {
      case VersionNumber.Latest() -> versions.max(comparingInt(SchemaVersion::version));
      case VersionNumber.Exactly(int wanted) ->
          versions.filter(version -> version.version() == wanted).findFirst();
    };
  }

  /// The number that the next version of a subject gets. Softly deleted versions keep theirs.
  int nextVersion(String subject) {
    var versions = subjects.get(subject);
    return versions == null || versions.isEmpty() ? 1 : versions.lastKey() + 1;
  }

  /// The text of the schema with this id, softly deleted ones included.
  Optional<String> text(int id) {
    return Optional.ofNullable(textById.get(id));
  }

  /// The id of the schema with this canonical text.
  Optional<Integer> id(String text) {
    return Optional.ofNullable(idByText.get(text));
  }

  /// The highest id that was ever given.
  int highestId() {
    return highestId;
  }

  Optional<CompatibilityLevel> level(String subject) {
    return Optional.ofNullable(subjectLevels.get(subject));
  }

  Optional<CompatibilityLevel> globalLevel() {
    return globalLevel;
  }

  /// The level that counts for a subject.
  CompatibilityLevel effectiveLevel(String subject) {
    return level(subject).or(this::globalLevel).orElse(CompatibilityLevel.DEFAULT);
  }

  private Stream<SchemaVersion> allVersions() {
    return subjects.values().stream().flatMap(versions -> versions.values().stream());
  }
}
