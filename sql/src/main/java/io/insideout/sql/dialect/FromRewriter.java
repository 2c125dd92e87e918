package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes what stands behind FROM, and finds which columns can be named there.
final class FromRewriter {
  private static final Set<String> WINDOW_FUNCTIONS =
      Set.of("TUMBLE", "HOP", "CUMULATE", "SESSION");

  private final Rewriting rewriting;
  private final Env env;
  private final FlinkText out;
  private final @Nullable WindowedFrom windowed;
  private final List<Visible> visibles = new ArrayList<>();
  private @Nullable Token unboundedJoin;

  /// @param windowed the WINDOW of the query, if it is to be written as a table function
  FromRewriter(Rewriting rewriting, Env env, FlinkText out, @Nullable WindowedFrom windowed) {
    this.rewriting = rewriting;
    this.env = env;
    this.out = out;
    this.windowed = windowed;
  }

  /// A table function of windows in place of a relation.
  ///
  /// @param groupBy the keys of a session's windows
  /// @param filtered the name of the query that is read instead of the relation, or empty
  record WindowedFrom(Windowing windowing, List<Expression> groupBy, String filtered) {}

  Scope scope() {
    return new Scope(visibles, env.outer());
  }

  /// The first relation whose join keeps all that it has seen.
  @Nullable Token unboundedJoin() {
    return unboundedJoin;
  }

  void write(From from) {
    item(from.first());
    for (From.Join join : from.joins()) {
      join(join);
    }
  }

  private void join(From.Join join) {
    join.words().forEach(word -> out.put(word.text(), word, !word.is(",")));
    int before = visibles.size();
    item(join.item());
    boolean isBounded = join.item() instanceof From.Function || isLookup(join.item());
    if (join.on() != null) {
      isBounded |= on(join, join.on(), before);
    } else if (!join.using().isEmpty()) {
      out.word("USING", join.item().token());
      names(join.using().stream().map(this::meant).toList(), join.using());
    }
    boolean areTables = visibles.stream().allMatch(Visible::isTable);
    if (!isBounded && !areTables && unboundedJoin == null) {
      unboundedJoin = join.item().token();
    }
  }

  private static boolean isLookup(From.Item item) {
    return (item instanceof From.Named named && named.systemTime() != null)
        || (item instanceof From.Derived derived && derived.lateral() != null);
  }

  /// Tells whether time bounds the join.
  private boolean on(From.Join join, QueryTree.Clause on, int before) {
    FlinkText condition = expressions(scope()).text(on.expression());
    out.word("ON", on.keyword());
    From.Within within = join.within();
    if (within == null) {
      out.append(condition, true);
      return isOfTime(condition);
    }
    Token at = within.keyword();
    if (visibles.get(before - 1).alias().isEmpty() || visibles.get(before).alias().isEmpty()) {
      throw rewriting.error(
          at, "WITHIN speaks of the time of both sides, and one has no name", "write AS name");
    }
    String left = FlinkText.quoted(visibles.get(before - 1).alias()) + ".`record_time`";
    String right = FlinkText.quoted(visibles.get(before).alias()) + ".`record_time`";
    out.word("(", at).append(condition, false).put(")", at, false);
    out.word(
        "AND %s BETWEEN %s - %s AND %s + %s"
            .formatted(right, left, within.before().interval(), left, within.after().interval()),
        at);
    if (within.grace() != null) {
      rewriting.warn("The GRACE PERIOD of a join means nothing here: the watermark says it.");
    }
    return true;
  }

  static boolean isOfTime(FlinkText condition) {
    String text = condition.toString();
    return text.contains("`record_time`") || text.contains("`window_");
  }

  private void item(From.Item item) {
    switch (item) {
      case From.Named named -> named(named);
      case From.Derived derived -> derived(derived);
      case From.Function function -> function(function);
      case From.Joined joined -> {
        out.put("(", joined.open(), true);
        write(joined.from());
        out.put(")", joined.close(), false);
      }
    }
  }

  private void named(From.Named named) {
    Rewriting.Found found = rewriting.find(named.name(), env);
    Token at = named.name().token();
    Visible visible = aliased(found.visible(), named.alias());
    if (windowed == null) {
      out.word(found.sql(), at);
    } else {
      visible = visible.windowed();
      String table = windowed.filtered().isEmpty() ? found.sql() : windowed.filtered();
      out.word(windowed.windowing().table(table, keys(visible, windowed)), at);
    }
    if (named.hint() != null) {
      out.word(named.hint().text(), named.hint());
    }
    if (named.systemTime() != null) {
      out.word("FOR SYSTEM_TIME AS OF", at);
      rewriting.rules().ofThen(at);
      out.append(expressions(scope()).text(named.systemTime()), true);
    }
    for (Token token : named.pattern()) {
      String pseudo = Columns.pseudo(token);
      String text =
          token.kind() == Token.Kind.QUOTED ? FlinkText.quoted(token.name()) : token.text();
      out.put(pseudo == null ? text : pseudo, token, token.spaced());
    }
    if (!named.pattern().isEmpty()) {
      rewriting.rules().ofSeveral(named.pattern().getFirst());
      visible = Visible.unknown(visible.alias());
    }
    if (named.alias() == null && windowed != null) {
      out.word("AS " + FlinkText.quoted(visible.alias()), at);
    }
    alias(named.alias());
    visibles.add(visible);
  }

  private List<String> keys(Visible visible, WindowedFrom from) {
    List<String> keys = new ArrayList<>();
    if (!from.windowing().isSession()) {
      return keys;
    }
    var scope = new Scope(List.of(visible), env.outer());
    var columns = new Columns(rewriting, scope, from.windowing(), false, Set.of());
    for (Expression item : from.groupBy()) {
      if (!(Part.only(item) instanceof Part.Path path)) {
        throw rewriting.error(
            item.first(),
            "A session that is shown at its end has columns for keys",
            "write a column in GROUP BY, or EMIT CHANGES");
      }
      Columns.Meaning meaning = columns.meaning(path);
      if (meaning.bound().isEmpty()) {
        keys.add(meaning.last());
      }
    }
    return keys;
  }

  private void derived(From.Derived derived) {
    if (derived.lateral() != null) {
      out.word("LATERAL", derived.lateral());
    }
    out.put("(", derived.open(), true);
    Env inner = derived.lateral() == null ? env : env.within(scope());
    Shape shape = new QueryRewriter(rewriting).write(derived.query(), out, inner, false);
    out.put(")", derived.close(), false);
    From.Alias alias = derived.alias();
    alias(alias);
    visibles.add(
        alias == null
            ? Visible.of("", shape, List.of())
            : Visible.of(alias.name().name(), shape, alias.columns()));
  }

  private void function(From.Function function) {
    if (function.lateral() != null) {
      out.word("LATERAL", function.lateral());
    }
    Visible rows = rows(function.call());
    List<Visible> named = new ArrayList<>(visibles);
    if (rows != null) {
      named.add(rows);
    }
    var call = new Expression(List.of(function.call()));
    out.append(expressions(new Scope(named, env.outer())).text(call), true);
    function.ordinality().forEach(word -> out.word(word.text(), word));
    alias(function.alias());
    boolean isWindows = rows != null && rows.shown() != null && isWindows(function.call());
    if (isWindows) {
      rewriting.tableWindow(function.call().name().getFirst());
    }
    Visible visible = isWindows && rows != null ? rows.windowed() : Visible.unknown("");
    visibles.add(aliased(visible, function.alias()));
  }

  private static boolean isWindows(Part.Call call) {
    return WINDOW_FUNCTIONS.contains(call.name().getLast().upper())
        || call.arguments().stream()
            .anyMatch(
                argument -> Part.only(argument) instanceof Part.Call inner && isWindows(inner));
  }

  /// The relation whose rows a table function is given.
  private @Nullable Visible rows(Part.Call call) {
    for (Expression argument : call.arguments()) {
      for (Part part : argument.parts()) {
        if (part instanceof Part.Rows given) {
          return rewriting.find(given.name(), env).visible();
        }
        Visible inner = part instanceof Part.Call other ? rows(other) : null;
        if (inner != null) {
          return inner;
        }
      }
    }
    return null;
  }

  private ExpressionRewriter expressions(Scope scope) {
    return new ExpressionRewriter(
        rewriting, env, new Columns(rewriting, scope, null, false, Set.of()));
  }

  private static Visible aliased(Visible visible, From.@Nullable Alias alias) {
    return alias == null ? visible : visible.as(alias.name().name(), alias.columns());
  }

  private void alias(From.@Nullable Alias alias) {
    if (alias != null) {
      out.word("AS", alias.name());
      out.word(FlinkText.quoted(alias.name().name()), alias.name());
      if (!alias.columns().isEmpty()) {
        names(alias.columns().stream().map(Token::name).toList(), alias.columns());
      }
    }
  }

  private String meant(Token column) {
    String found = scope().column(column);
    return found == null ? column.name() : found;
  }

  private void names(List<String> names, List<Token> typed) {
    out.word("(", typed.getFirst());
    for (int i = 0; i < names.size(); i++) {
      out.put(i > 0 ? ", " : "", typed.get(i), false);
      out.put(FlinkText.quoted(names.get(i)), typed.get(i), false);
    }
    out.put(")", typed.getLast(), false);
  }
}
