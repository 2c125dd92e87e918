package io.insideout.sql;

import io.insideout.runtime.http.Problem;
import io.insideout.sql.dialect.Column;
import io.insideout.sql.dialect.Name;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.dialect.Relations;
import io.insideout.sql.dialect.Rewritten;
import io.insideout.sql.dialect.SqlError;
import io.insideout.sql.dialect.Statement;
import io.insideout.sql.engine.Lines;
import io.insideout.sql.table.Tables;
import io.insideout.sql.view.ViewQueries;
import io.insideout.sql.view.Views;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Where statements about views are answered: what is, and not what goes on.
final class ViewDesk {
  private final Views views;
  private final ViewQueries queries;

  ViewDesk(Views views) {
    this.views = views;
    this.queries = new ViewQueries(views);
  }

  /// Answers a statement that is about views, and none that is not.
  ///
  /// @param tables what else there is, for saying what is wrong
  /// @throws SqlError if it names what is not there
  /// @throws Problem if there is no place for it, or a view is not as far as the log
  /// @throws IOException if the log or the registry does not answer
  Optional<Lines> answer(Statement statement, Tables tables)
      throws IOException, InterruptedException {
    return switch (statement) {
      case Statement.Show(Statement.Listing listing) when listing == Statement.Listing.VIEWS ->
          Optional.of(list());
      case Statement.Describe(Name name) when isView(name) ->
          Optional.of(Desk.describe(relation(name)));
      case Statement.Print(Name name, _, _) when isView(name) ->
          throw Problem.invalid(
              "sql",
              "names %s, which is no topic; write SELECT * FROM %s"
                  .formatted(name.text(), relation(name).name()));
      case Statement.Query query -> {
        Optional<Rewritten> ofViews = rewritten(query, tables);
        yield ofViews.isEmpty() ? Optional.empty() : Optional.of(queries.ask(ofViews.get()));
      }
      case Statement.Explain(Statement.Query query) ->
          rewritten(query, tables)
              .map(
                  written ->
                      FixedLines.text(
                          "plan",
                          "Over views, as of now: "
                              + written.sql()
                              + "\n\n"
                              + queries.explain(written)));
      case Statement.CreateAs create -> refuse(create.query(), tables);
      case Statement.InsertInto insert -> refuse(insert.query(), tables);
      case Statement.Explain(Statement.CreateAs create) -> refuse(create.query(), tables);
      case Statement.Explain(Statement.InsertInto insert) -> refuse(insert.query(), tables);
      default -> Optional.empty();
    };
  }

  private static boolean isView(Name name) {
    return name.text().toLowerCase(Locale.ROOT).startsWith("views.");
  }

  private Relation relation(Name name) {
    return views
        .find(name.text())
        .orElseThrow(
            () ->
                Problem.invalid(
                    "sql",
                    "names '%s', and there is no such view; SHOW VIEWS lists them"
                        .formatted(name.text())));
  }

  /// The query, if it is over views. What goes on is not asked for it, unless something is wrong:
  /// then all that there is may be what was meant.
  private Optional<Rewritten> rewritten(Statement.Query query, Tables tables)
      throws IOException, InterruptedException {
    if (!query.text().toLowerCase(Locale.ROOT).contains("views")) {
      return Optional.empty();
    }
    Rewritten written;
    try {
      written = query.rewritten(views);
    } catch (SqlError e) {
      written = query.rewritten(all(tables.find()));
    }
    return Optional.of(written).filter(Rewritten::isOverViews);
  }

  private Relations all(Relations others) {
    List<Relation> all = Stream.concat(others.all().stream(), views.all().stream()).toList();
    return () -> all;
  }

  private Optional<Lines> refuse(Statement.Query query, Tables tables)
      throws IOException, InterruptedException {
    if (rewritten(query, tables).isPresent()) {
      throw Problem.invalid(
          "sql",
          "is over views, which are asked once; what goes on is over streams and tables: leave"
              + " views. away");
    }
    return Optional.empty();
  }

  private Lines list() {
    return new FixedLines(
        List.of("name", "columns"),
        views.all().stream()
            .map(
                one ->
                    List.of(
                        one.name(),
                        String.join(", ", one.columns().stream().map(Column::name).toList())))
            .toList());
  }
}
