package io.insideout.sql.view;

import io.insideout.runtime.http.Problem;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.dialect.Relations;
import io.insideout.sql.dialect.Rewritten;
import io.insideout.sql.engine.Lines;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.calcite.DataContexts;
import org.apache.calcite.adapter.enumerable.EnumerableInterpretable;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.runtime.Bindable;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.schema.Table;
import org.apache.calcite.sql.SqlExplainLevel;
import org.apache.calcite.sql.parser.SqlParseException;
import org.jspecify.annotations.Nullable;

/// Answers queries over views: what is, once, and as of now. Whatever was committed before the
/// question is in the answer. It is worked out here, by Calcite, within [Bounds].
public final class ViewQueries {
  private static final Duration AS_FAR_AS_THE_LOG_WITHIN = Duration.ofSeconds(20);
  private static final int MOST_WORDS_CHARS = 300;
  private static final String INSTEAD = "DESCRIBE shows the columns of a view and their types";

  private final Relations views;
  private final Function<Relation, Source> sources;
  private final Semaphore places = new Semaphore(Bounds.ANSWERS);

  public ViewQueries(Views views) {
    this(views, views::of);
  }

  ViewQueries(Relations views, Function<Relation, Source> sources) {
    this.views = views;
    this.sources = sources;
  }

  /// Asks.
  ///
  /// @return the answer; to be closed by whoever asked
  /// @throws io.insideout.sql.dialect.SqlError if it is not understood
  /// @throws Problem if there is no place for it, or a view is not as far as the log
  public Lines ask(Rewritten query) throws InterruptedException {
    if (!places.tryAcquire()) {
      throw new Problem(
          429,
          "too-many-queries",
          "Too many queries are running",
          "%d queries over views are being answered, and more may not; ask again"
              .formatted(Bounds.ANSWERS),
          List.of());
    }
    Map<String, ViewTable> tables = tables(query);
    Runnable ended =
        () -> {
          tables.values().forEach(ViewTable::close);
          places.release();
        };
    boolean answers = false;
    try {
      Lines answer = answer(query, tables, ended);
      answers = true;
      return answer;
    } finally {
      if (!answers) {
        ended.run();
      }
    }
  }

  private static Lines answer(Rewritten query, Map<String, ViewTable> tables, Runnable ended)
      throws InterruptedException {
    Bounds bounds = new Bounds();
    RelNode plan = plan(query, tables, bounds);
    Map<String, Object> stash = new HashMap<>();
    Bindable<?> bindable = compiled(GatedRel.everywhere(plan, bounds), stash);
    long deadlineNanos = System.nanoTime() + AS_FAR_AS_THE_LOG_WITHIN.toNanos();
    for (ViewTable table : tables.values()) {
      table.freeze(Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())));
    }
    stash.putAll(Now.variables());
    bounds.begin();
    return new ViewAnswer(
        () -> begin(bindable, stash),
        plan.getRowType(),
        query.warnings(),
        bounds,
        query.limit().orElse(Long.MAX_VALUE),
        ended);
  }

  @SuppressWarnings("unchecked") // a row is one value, or an array of them
  private static Enumerator<@Nullable Object> begin(
      Bindable<?> bindable, Map<String, Object> stash) {
    return (Enumerator<@Nullable Object>) bindable.bind(DataContexts.of(stash)).enumerator();
  }

  /// How it would be gone about.
  public String explain(Rewritten query) {
    return RelOptUtil.toString(
        plan(query, tables(query), new Bounds()), SqlExplainLevel.EXPPLAN_ATTRIBUTES);
  }

  private Map<String, ViewTable> tables(Rewritten query) {
    Map<String, ViewTable> tables = new TreeMap<>();
    for (Relation relation : views.all()) {
      if (query.reads().contains(relation.name())) {
        tables.put(
            relation.shortName(), new ViewTable(relation, sources.apply(relation), query.sql()));
      }
    }
    return tables;
  }

  private static RelNode plan(Rewritten query, Map<String, ViewTable> tables, Bounds bounds) {
    try {
      return new ViewPlanner(Map.<String, Table>copyOf(tables), bounds).plan(query.sql());
    } catch (CalciteContextException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw query.positions().error(e.getPosLine(), e.getPosColumn(), words(cause), INSTEAD);
    } catch (SqlParseException e) {
      throw query
          .positions()
          .error(e.getPos().getLineNum(), e.getPos().getColumnNum(), words(e), INSTEAD);
    } catch (AnswerEnds e) {
      throw Problem.invalid("sql", String.valueOf(e.getMessage()));
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      throw cannot(e);
    }
  }

  private static Bindable<?> compiled(EnumerableRel plan, Map<String, Object> stash) {
    try {
      return EnumerableInterpretable.toBindable(stash, null, plan, EnumerableRel.Prefer.ARRAY);
    } catch (RuntimeException | AssertionError | StackOverflowError | LinkageError e) {
      throw cannot(e);
    }
  }

  private static Problem cannot(Throwable why) {
    return Problem.invalid("sql", "cannot be answered over views: " + words(why));
  }

  /// What Calcite says, without the plans and grammars that it may add.
  private static String words(Throwable why) {
    String first = ViewAnswer.words(why).split("\n", 2)[0];
    return first
        .substring(0, Math.min(MOST_WORDS_CHARS, first.length()))
        .replace("No match found for function signature", "There is no function over views like");
  }
}
