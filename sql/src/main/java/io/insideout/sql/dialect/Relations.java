package io.insideout.sql.dialect;

import java.util.Collection;
import java.util.Optional;

/// The relations that there are.
public interface Relations {
  /// All of them, as of now.
  Collection<Relation> all();

  /// The relation of a name, whichever case it is in, and whether it has dashes, dots or
  /// underscores.
  default Optional<Relation> find(String name) {
    String plain = Nearest.plain(name);
    return all().stream()
        .filter(relation -> relation.name().equals(name))
        .findFirst()
        .or(
            () ->
                all().stream()
                    .filter(relation -> Nearest.plain(relation.name()).equals(plain))
                    .findFirst());
  }
}
