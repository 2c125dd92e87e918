package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes a query for Flink: what WITH names, the queries that are united, what is behind them.
final class QueryRewriter {
  private final Rewriting rewriting;

  QueryRewriter(Rewriting rewriting) {
    this.rewriting = rewriting;
  }

  /// @param leavesLimit whether LIMIT is for others to keep
  Shape write(QueryTree tree, FlinkText out, Env around, boolean leavesLimit) {
    Env env = around.emitting(tree.tail().emit());
    if (tree.tail().emitToken() != null) {
      rewriting.rules().emitting(tree.tail().emitToken());
    }
    List<FlinkText> named = new ArrayList<>();
    for (QueryTree.Named query : tree.with()) {
      var text = new FlinkText();
      env = env.with(named(query, text, env));
      named.add(text);
    }
    var body = new FlinkText();
    Shape shape = terms(tree, body, env);
    if (shape.filtered() != null) {
      named.add(shape.filtered());
    }
    tail(tree.tail(), body, shape, env, leavesLimit);
    for (int i = 0; i < named.size(); i++) {
      Token at = tree.with().isEmpty() ? first(tree.first()) : tree.with().getFirst().name();
      out.put(i == 0 ? "WITH" : ",", at, i == 0);
      out.append(named.get(i), true);
    }
    out.append(body, true);
    return shape;
  }

  private static Token first(QueryTree.Term term) {
    return switch (term) {
      case QueryTree.Select select -> select.keyword();
      case QueryTree.Values values -> values.keyword();
      case QueryTree.Nested nested -> nested.open();
    };
  }

  private Visible named(QueryTree.Named query, FlinkText out, Env env) {
    String name = query.name().name();
    out.word(FlinkText.quoted(name), query.name());
    for (int i = 0; i < query.columns().size(); i++) {
      Token column = query.columns().get(i);
      out.put(i == 0 ? " (" : ", ", column, false);
      out.put(FlinkText.quoted(column.name()), column, false);
    }
    out.put(query.columns().isEmpty() ? "" : ")", query.name(), false);
    out.word("AS (", query.name());
    Shape shape = write(query.query(), out, env, false);
    out.put(")", query.name(), false);
    return Visible.of(name, shape, query.columns());
  }

  private Shape terms(QueryTree tree, FlinkText out, Env env) {
    Shape first = term(tree.first(), out, env);
    if (tree.others().isEmpty()) {
      return first;
    }
    refuseFiltered(first, tree.first());
    boolean isAggregate = first.isAggregate();
    for (QueryTree.Other other : tree.others()) {
      other.words().forEach(word -> out.word(word.text(), word));
      Shape shape = term(other.term(), out, env);
      refuseFiltered(shape, other.term());
      isAggregate |= shape.isAggregate() || !other.words().getLast().is("ALL");
    }
    return new Shape(first.columns(), List.of(), isAggregate, null, null);
  }

  private void refuseFiltered(Shape shape, QueryTree.Term term) {
    if (shape.filtered() != null) {
      throw rewriting.error(
          first(term),
          "A session window with WHERE that is shown at its end is not united with others",
          "write it in WITH name AS (SELECT …), and unite SELECT * FROM name");
    }
  }

  private Shape term(QueryTree.Term term, FlinkText out, Env env) {
    return switch (term) {
      case QueryTree.Select select -> new SelectRewriter(rewriting, select, env).write(out);
      case QueryTree.Nested nested -> {
        out.put("(", nested.open(), true);
        Shape shape = write(nested.query(), out, env, false);
        out.put(")", nested.close(), false);
        yield new Shape(shape.columns(), shape.keys(), shape.isAggregate(), null, null);
      }
      case QueryTree.Values values -> {
        out.word(values.keyword().text(), values.keyword());
        var rows = new FlinkText();
        expressions(new Scope(List.of(), env.outer()), env).list(values.rows(), rows);
        out.append(rows, true);
        yield new Shape(null, List.of(), false, null, null);
      }
    };
  }

  private ExpressionRewriter expressions(Scope scope, Env env) {
    return new ExpressionRewriter(
        rewriting, env, new Columns(rewriting, scope, null, false, Set.of()));
  }

  private void tail(QueryTree.Tail tail, FlinkText out, Shape shape, Env env, boolean leavesLimit) {
    if (tail.orderBy() != null) {
      out.word("ORDER BY", tail.orderBy().keyword());
      @Nullable Scope inner = shape.scope();
      var result =
          new Visible("", shape.columns(), List.of(), List.of(), false, shape.isAggregate());
      var items = new FlinkText();
      expressions(new Scope(List.of(result), inner), env).list(tail.orderBy().items(), items);
      out.append(items, true);
    }
    Token limit = tail.limit();
    if (limit != null && !leavesLimit) {
      out.word("LIMIT " + limit.text(), limit);
    }
    tail.offset().forEach(word -> out.word(word.text(), word));
  }
}
