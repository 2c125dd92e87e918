package io.insideout.app;

import io.insideout.runtime.StartFailure;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.dialect.Relations;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The running system's relations, as they were when they were first needed since they were last
/// forgotten; none while it is away.
final class KnownRelations implements Relations {
  private final SqlDoor door;
  private @Nullable List<Relation> known;

  KnownRelations(SqlDoor door) {
    this.door = door;
  }

  @Override
  public Collection<Relation> all() {
    List<Relation> found = known;
    if (found == null) {
      found = ask();
      known = found;
    }
    return found;
  }

  private List<Relation> ask() {
    try {
      return door.relations();
    } catch (IOException | StartFailure away) {
      // The next statement says so; words can be completed without.
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /// They may be others now.
  void forget() {
    known = null;
  }
}
