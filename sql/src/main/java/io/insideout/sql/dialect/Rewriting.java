package io.insideout.sql.dialect;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one query names and finds while it is written for Flink.
final class Rewriting {
  private static final int NONE = -1;

  private final Source source;
  private final Relations relations;
  private final Set<String> reads = new LinkedHashSet<>();
  private final Set<String> fields = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private @Nullable WindowOf window;
  private @Nullable Emit shown;
  private boolean hasTableWindow;
  private int carrierStart = NONE;
  private final ViewRules rules;

  private Rewriting(Source source, Relations relations) {
    this.source = source;
    this.relations = relations;
    this.rules = new ViewRules(this, relations);
  }

  ViewRules rules() {
    return rules;
  }

  /// @param carries whether key and time of a record go with the row that it becomes
  static Rewritten of(Source source, QueryTree tree, Relations relations, boolean carries) {
    var rewriting = new Rewriting(source, relations);
    if (carries && tree.others().isEmpty() && tree.tail().orderBy() == null) {
      rewriting.carrierStart = first(tree.first());
    }
    var text = new FlinkText();
    QueryTree.Tail tail = tree.tail();
    boolean endsByCount = tail.limit() != null && tail.orderBy() == null;
    Shape shape =
        new QueryRewriter(rewriting)
            .write(
                tree, text, new Env(List.of(), null, null), endsByCount && tail.offset().isEmpty());
    rewriting.rules.check();
    return new Rewritten(
        text.toString(),
        rewriting.emit(tail),
        Optional.ofNullable(rewriting.window),
        List.copyOf(rewriting.reads),
        Optional.ofNullable(shape.columns()),
        shape.keys(),
        shape.isAggregate(),
        // They are of what is kept as long as a query goes on.
        rewriting.rules.isOverViews() ? List.of() : List.copyOf(rewriting.warnings),
        endsByCount && tail.limit() != null
            ? OptionalLong.of(Long.parseLong(tail.limit().text()))
            : OptionalLong.empty(),
        text.positions(source));
  }

  private static int first(QueryTree.Term term) {
    return term instanceof QueryTree.Select select ? select.keyword().start() : NONE;
  }

  private Emit emit(QueryTree.Tail tail) {
    boolean hasWindow = window != null || hasTableWindow;
    if (tail.emit() == Emit.FINAL && !hasWindow && tail.emitToken() != null) {
      throw error(
          tail.emitToken(),
          "EMIT FINAL shows a window when it has ended, and here is none",
          "write WINDOW (SIZE 5 MINUTES) behind FROM, or EMIT CHANGES");
    }
    if (window == null && hasTableWindow) {
      if (tail.emit() == Emit.CHANGES) {
        warn(
            "A window of a table function is shown when it has ended: for each change write"
                + " FROM relation WINDOW (SIZE 5 MINUTES) instead.");
      }
      return Emit.FINAL;
    }
    if (tail.emit() != null) {
      return tail.emit();
    }
    return shown == null ? Emit.CHANGES : shown;
  }

  /// A relation of the catalogue, or a query that WITH has named.
  ///
  /// @param sql its name as Flink reads it
  record Found(String sql, Visible visible) {}

  Found find(RelationName name, Env env) {
    Visible query = name.path().size() == 1 ? env.named(name.token()) : null;
    if (query != null) {
      return new Found(FlinkText.quoted(query.alias()), query);
    }
    Optional<Relation> known = relations.find(name.text());
    if (known.isPresent()) {
      reads.add(known.get().name());
      rules.reads(name, known.get().isView());
      known.get().columns().forEach(column -> fields.addAll(column.fields()));
      return new Found(known.get().sql(), Visible.of(known.get()));
    }
    if (Relation.isView(name.text())) {
      throw rules.unknown(name);
    }
    if (name.path().size() > 1) {
      rules.reads(name, false);
      // A path into another catalogue is Flink's to know.
      reads.add(name.text());
      String sql = String.join(".", name.path().stream().map(FlinkText::quoted).toList());
      return new Found(sql, Visible.unknown(name.path().getLast()));
    }
    List<String> names = relations.all().stream().map(Relation::name).toList();
    List<String> near = Nearest.to(name.text(), names);
    throw error(
        name.token(),
        "There is no stream or table '" + name.text() + "'",
        near.isEmpty() ? "SHOW TOPICS lists what there is" : Nearest.question(near));
  }

  /// The field of a column of what is read that a name means, as it was typed or in any case.
  String field(Token name) {
    String found = Visible.match(name, List.copyOf(fields));
    return found == null ? name.name() : found;
  }

  void windowed(Windowing windowing) {
    rules.windowed(windowing.clause().keyword());
    if (window == null) {
      window = WindowOf.of(windowing.clause());
    }
    if (shown == null) {
      shown = windowing.emit();
    }
    if (windowing.clause().retention() != null) {
      warn(
          "RETENTION means nothing here: a window is kept until it has ended and its grace is"
              + " over.");
    }
  }

  /// Whether a row of this SELECT is to have its record's key and time.
  boolean isCarrier(QueryTree.Select select) {
    return carrierStart == select.keyword().start();
  }

  void tableWindow(Token function) {
    rules.windowed(function);
    hasTableWindow = true;
  }

  void warn(String sentence) {
    warnings.add(sentence);
  }

  SqlError error(Token token, String problem, String instead) {
    return source.error(token, problem, instead);
  }
}
