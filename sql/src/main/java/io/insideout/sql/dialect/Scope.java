package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The relations whose columns an expression may name, and those of the query around it.
record Scope(List<Visible> visibles, @Nullable Scope outer) {
  static final Scope NONE = new Scope(List.of(), null);

  Scope {
    visibles = List.copyOf(visibles);
  }

  /// Whether there may be columns that nobody knows of here.
  boolean isOpen() {
    return visibles.stream().anyMatch(visible -> visible.shown() == null)
        || (outer != null && outer.isOpen());
  }

  @Nullable Visible relation(Token name) {
    String alias = Visible.match(name, visibles.stream().map(Visible::alias).toList());
    for (Visible visible : visibles) {
      if (visible.alias().equals(alias)) {
        return visible;
      }
    }
    return outer == null ? null : outer.relation(name);
  }

  @Nullable String column(Token name) {
    String column = Visible.match(name, ownNames());
    return column != null || outer == null ? column : outer.column(name);
  }

  private List<String> ownNames() {
    List<String> names = new ArrayList<>();
    visibles.forEach(visible -> names.addAll(visible.columns()));
    return names;
  }

  /// Every name that could stand there.
  List<String> names() {
    List<String> names = ownNames();
    if (outer != null) {
      names.addAll(outer.names());
    }
    return names;
  }

  /// `authorizations or orders`
  String shown() {
    String here =
        visibles.stream()
            .map(Visible::alias)
            .filter(alias -> !alias.isEmpty())
            .collect(Collectors.joining(" or "));
    if (here.isEmpty() && outer != null) {
      return outer.shown();
    }
    return here.isEmpty() ? "a query without FROM" : here;
  }
}
