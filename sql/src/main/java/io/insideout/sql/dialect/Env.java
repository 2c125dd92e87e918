package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a query stands in.
///
/// @param named the queries that WITH has named
/// @param outer what the query around it reads, for one that is an operand
/// @param emit when the query around it shows results, where it says so
record Env(List<Visible> named, @Nullable Scope outer, @Nullable Emit emit) {
  Env {
    named = List.copyOf(named);
  }

  Env with(Visible query) {
    List<Visible> more = new ArrayList<>(named);
    // The innermost of a name hides the others.
    more.addFirst(query);
    return new Env(more, outer, emit);
  }

  Env within(Scope scope) {
    return new Env(named, scope, emit);
  }

  Env emitting(@Nullable Emit inner) {
    return inner == null ? this : new Env(named, outer, inner);
  }

  @Nullable Visible named(Token name) {
    return new Scope(named, null).relation(name);
  }
}
