package io.insideout.sql.dialect;

/// What a query with a WINDOW must keep to.
record WindowRules(Rewriting rewriting, QueryTree.Select select) {
  void checkTime(Windowing windowing, Scope scope) {
    if (!scope.isOpen() && !scope.names().contains("record_time")) {
      throw rewriting.error(
          windowing.clause().keyword(),
          "A window is of times, and " + scope.shown() + " has no record_time",
          "SELECT record_time there too");
    }
  }

  void check(Windowing windowing, From from) {
    Token at = windowing.clause().keyword();
    if (!from.joins().isEmpty() || from.first() instanceof From.Joined) {
      throw rewriting.error(
          at,
          "A window is over one relation, and not over a join",
          "join first: WITH joined AS (SELECT … FROM a JOIN b …)"
              + " SELECT … FROM joined WINDOW (SIZE 5 MINUTES) GROUP BY …");
    }
    if (from.first() instanceof From.Function) {
      throw rewriting.error(
          at,
          "A window is over a relation, and not over what a function makes",
          "write FROM relation WINDOW (SIZE 5 MINUTES)");
    }
    if (select.groupBy() == null) {
      throw rewriting.error(
          at,
          "A window without GROUP BY gathers nothing",
          "write GROUP BY columns, or GROUP BY window_start for one row a window");
    }
    if (windowing.isFinal() && from.first() instanceof From.Derived) {
      throw rewriting.error(
          at,
          "A window that is shown at its end is over what has a name",
          "write WITH name AS (SELECT …) SELECT … FROM name WINDOW (SIZE 5 MINUTES) GROUP BY …");
    }
    Amount advance = windowing.clause().advance();
    Amount size = windowing.clause().size();
    if (advance != null
        && windowing.isFinal()
        && size.duration().toMillis() % advance.duration().toMillis() != 0) {
      throw rewriting.error(
          advance.token(),
          "A hopping window that is shown at its end is as long as so many hops",
          "write an ADVANCE BY that divides the SIZE, or EMIT CHANGES");
    }
    for (QueryTree.Item item : select.items()) {
      if (item instanceof QueryTree.Star(_, Token star)) {
        throw rewriting.error(
            star,
            "A window has no * of its records",
            "name the columns of GROUP BY, and aggregates");
      }
    }
  }
}
