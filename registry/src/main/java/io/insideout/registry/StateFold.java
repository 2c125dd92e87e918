package io.insideout.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies records to a copy of a [RegistryState]. It copies once for a batch, and a subject only
/// when it changes, so that reading a long topic costs what is in it.
final class StateFold {
  private static final Logger LOG = LoggerFactory.getLogger(StateFold.class);

  private final NavigableMap<String, NavigableMap<Integer, SchemaVersion>> subjects;
  private final Map<String, CompatibilityLevel> subjectLevels;
  private Optional<CompatibilityLevel> globalLevel;
  private final Map<Integer, String> idsEverGiven;
  private int highestId;

  StateFold(
      NavigableMap<String, NavigableMap<Integer, SchemaVersion>> subjects,
      Map<String, CompatibilityLevel> subjectLevels,
      Optional<CompatibilityLevel> globalLevel,
      Map<Integer, String> idsEverGiven,
      int highestId) {
    this.subjects = new TreeMap<>(subjects);
    this.subjectLevels = new HashMap<>(subjectLevels);
    this.globalLevel = globalLevel;
    this.idsEverGiven = new HashMap<>(idsEverGiven);
    this.highestId = highestId;
  }

  RegistryState result() {
    return new RegistryState(subjects, subjectLevels, globalLevel, idsEverGiven, highestId);
  }

  void apply(StoreRecord storeRecord) {
    switch (storeRecord) {
      case StoreRecord.SchemaRecord(var version) -> put(version);
      case StoreRecord.SchemaTombstone(var subject, int version) -> {
        changing(subject).remove(version);
        subjects.computeIfPresent(subject, (name, left) -> left.isEmpty() ? null : left);
      }
      case StoreRecord.ConfigRecord(var subject, var level) ->
          subject.ifPresentOrElse(
              name -> subjectLevels.put(name, level), () -> globalLevel = Optional.of(level));
      case StoreRecord.ConfigTombstone(var subject) ->
          subject.ifPresentOrElse(subjectLevels::remove, () -> globalLevel = Optional.empty());
      case StoreRecord.DeleteSubject(var subject, int upToVersion) -> {
        if (subjects.containsKey(subject)) {
          changing(subject)
              .headMap(upToVersion, true)
              .replaceAll((number, version) -> version.asDeleted());
        }
      }
      case StoreRecord.Noop(int id) -> raise(id);
      case StoreRecord.Foreign(var what, int id) -> raise(id);
    }
  }

  private void put(SchemaVersion version) {
    var given = idsEverGiven.putIfAbsent(version.id(), version.text());
    if (given != null && !given.equals(version.text())) {
      // An id stands for one schema for ever, or records would be read with the wrong one.
      LOG.warn(
          "skipped version {} of '{}': its id {} belongs to another schema",
          version.version(),
          version.subject(),
          version.id());
      return;
    }
    changing(version.subject()).put(version.version(), version);
    raise(version.id());
  }

  private NavigableMap<Integer, SchemaVersion> changing(String subject) {
    // The map inside may belong to the state that we started from, which never changes.
    NavigableMap<Integer, SchemaVersion> copy =
        new TreeMap<>(subjects.getOrDefault(subject, new TreeMap<>()));
    subjects.put(subject, copy);
    return copy;
  }

  private void raise(int id) {
    highestId = Math.max(highestId, id);
  }
}
