package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes one SELECT for Flink. What it reads is written first, for from there its names are known.
final class SelectRewriter {
  private static final Set<String> WINDOW_GROUPS = Set.of("TUMBLE", "HOP", "SESSION");

  private final Rewriting rewriting;
  private final QueryTree.Select select;
  private final Env env;
  private final @Nullable Windowing windowing;

  SelectRewriter(Rewriting rewriting, QueryTree.Select select, Env env) {
    this.rewriting = rewriting;
    this.select = select;
    this.env = env;
    Emit emit = env.emit() == null ? Emit.CHANGES : env.emit();
    this.windowing = select.window() == null ? null : new Windowing(select.window(), emit);
  }

  Shape write(FlinkText out) {
    if (windowing != null && select.from() != null) {
      new WindowRules(rewriting, select).check(windowing, select.from());
      rewriting.windowed(windowing);
    }
    var from = new FlinkText();
    FlinkText filtered = filtered();
    FromRewriter reader = new FromRewriter(rewriting, env, from, windowedFrom(filtered));
    if (select.from() != null) {
      reader.write(select.from());
    }
    Scope scope = reader.scope();
    if (windowing != null) {
      new WindowRules(rewriting, select).checkTime(windowing, scope);
    }
    var columns = new Columns(rewriting, scope, windowing, false, Set.of());
    var expressions = new ExpressionRewriter(rewriting, env, columns);
    var list = new SelectList(rewriting, columns, expressions);
    list.add(select.items());
    if (windowing != null) {
      list.addBounds(windowing, windowing.clause().keyword());
    }
    boolean isOfRecords =
        windowing == null
            && select.groupBy() == null
            && select.having() == null
            && !isDistinct()
            && !expressions.sawAggregate();
    if (rewriting.isCarrier(select) && isOfRecords && !scope.visibles().isEmpty()) {
      list.addRecord(scope.visibles().getFirst(), select.keyword());
    }
    select(list, out);
    if (select.from() != null) {
      out.word("FROM", select.from().keyword()).append(from, true);
    }
    Columns unselected = columns.selected(list.given());
    boolean isBounded = filtered == null && where(unselected.beforeGroups(), out);
    List<String> keys = new GroupRewriter(rewriting, env, unselected, list).write(select, out);
    if (select.having() != null) {
      var having = new ExpressionRewriter(rewriting, env, unselected);
      out.word("HAVING", select.having().keyword());
      out.append(having.text(select.having().expression()), true);
    }
    overWindows(columns, out);
    warn(reader, isBounded, scope);
    boolean isAggregate =
        select.groupBy() != null
            || expressions.sawAggregate()
            || isDistinct()
            || scope.visibles().stream().anyMatch(Visible::isAggregate);
    return new Shape(list.names(), keys(keys, list, scope), isAggregate, scope, filtered);
  }

  /// WHERE comes before windows. That matters where they depend on what is there: a session's.
  private @Nullable FlinkText filtered() {
    if (windowing == null
        || !windowing.isFinal()
        || !windowing.isSession()
        || select.where() == null
        || select.from() == null) {
      return null;
    }
    Token at = select.where().keyword();
    var text = new FlinkText();
    text.word(filteredName() + " AS (SELECT * FROM", at);
    var from = new FlinkText();
    var reader = new FromRewriter(rewriting, env, from, null);
    reader.write(select.from());
    text.append(from, true);
    where(new Columns(rewriting, reader.scope(), windowing, true, Set.of()), text);
    return text.put(")", at, false);
  }

  private String filteredName() {
    From from = select.from();
    String name =
        from != null && from.first() instanceof From.Named named ? named.name().text() : "";
    return FlinkText.quoted(name.replace('-', '_') + "_filtered");
  }

  private FromRewriter.@Nullable WindowedFrom windowedFrom(@Nullable FlinkText filtered) {
    if (windowing == null || !windowing.isFinal() || select.groupBy() == null) {
      return null;
    }
    return new FromRewriter.WindowedFrom(
        windowing, select.groupBy().items(), filtered == null ? "" : filteredName());
  }

  private void select(SelectList list, FlinkText out) {
    out.word("SELECT", select.keyword());
    if (select.hint() != null) {
      out.word(select.hint().text(), select.hint());
    }
    if (select.quantifier() != null) {
      out.word(select.quantifier().text(), select.quantifier());
    }
    var items = new FlinkText();
    list.write(items);
    out.append(items, true);
  }

  /// Tells whether it bounds a join by time.
  private boolean where(Columns columns, FlinkText out) {
    if (select.where() == null) {
      return false;
    }
    FlinkText condition =
        new ExpressionRewriter(rewriting, env, columns).text(select.where().expression());
    out.word("WHERE", select.where().keyword());
    out.append(condition, true);
    return FromRewriter.isOfTime(condition);
  }

  private void overWindows(Columns columns, FlinkText out) {
    boolean isFirst = true;
    for (QueryTree.OverWindow window : select.overWindows()) {
      out.put(isFirst ? "WINDOW" : ",", window.name(), isFirst);
      out.word(window.name().text() + " AS", window.name());
      var specification = new Expression(List.of(window.specification()));
      out.append(new ExpressionRewriter(rewriting, env, columns).text(specification), true);
      isFirst = false;
    }
  }

  private boolean isDistinct() {
    return select.quantifier() != null && select.quantifier().is("DISTINCT");
  }

  private List<String> keys(List<String> grouped, SelectList list, Scope scope) {
    List<String> names = list.names();
    if (select.groupBy() != null) {
      return grouped;
    }
    if (isDistinct()) {
      return names == null ? List.of() : names;
    }
    if (scope.visibles().size() != 1) {
      return List.of();
    }
    List<String> keys = new ArrayList<>();
    for (String key : scope.visibles().getFirst().keys()) {
      String name = list.nameOf(FlinkText.quoted(key), key);
      if (name == null) {
        return List.of();
      }
      keys.add(name);
    }
    return keys;
  }

  private void warn(FromRewriter reader, boolean isBounded, Scope scope) {
    Token join = reader.unboundedJoin();
    if (join != null && !isBounded) {
      rewriting.warn(
          "The join with "
              + join.text()
              + " keeps every row of both sides, without bound: write WITHIN 1 HOUR before ON where"
              + " rows belong together in time, or FOR SYSTEM_TIME AS OF for a table as of then.");
    }
    boolean readsTables =
        !scope.visibles().isEmpty() && scope.visibles().stream().allMatch(Visible::isTable);
    if (windowing != null || readsTables || isGroupedByTime()) {
      return;
    }
    if (isDistinct()) {
      rewriting.warn("DISTINCT without a window keeps every row that it has seen, without bound.");
    } else if (select.groupBy() != null) {
      rewriting.warn(
          "GROUP BY without a window keeps a row for each key that it has seen, without bound:"
              + " write WINDOW (SIZE 1 HOUR) behind FROM where a span of time is meant.");
    }
  }

  private boolean isGroupedByTime() {
    return select.groupBy() != null
        && select.groupBy().items().stream()
            .anyMatch(
                item ->
                    switch (Part.only(item)) {
                      case Part.Call call -> WINDOW_GROUPS.contains(call.name().getLast().upper());
                      case Part.Path path -> !Windowing.bound(path.names().getLast()).isEmpty();
                      case null, default -> false;
                    });
  }
}
