package io.insideout.sql;

import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.sql.dialect.Column;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.dialect.Relations;
import io.insideout.sql.table.Tables;
import io.insideout.sql.table.TopicTable;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The streams, tables and views that there are, for whoever helps a person to write a statement.
final class RelationsResource {
  private static final Logger LOG = LoggerFactory.getLogger(RelationsResource.class);

  private final Tables tables;
  private final Relations views;

  RelationsResource(Tables tables, Relations views) {
    this.tables = tables;
    this.views = views;
  }

  Answer get(Request request) throws InterruptedException {
    request.allowQuery();
    try {
      Map<String, TopicTable> found = tables.find().tables();
      Stream<Shown> ofTopics =
          found.values().stream().map(table -> Shown.of(table.relation(), table.topic()));
      Stream<Shown> ofViews =
          views.all().stream()
              .flatMap(
                  view ->
                      Optional.ofNullable(found.get(view.shortName())).stream()
                          .map(table -> Shown.of(view, table.topic())));
      return Answer.json(
          Map.of(
              "relations",
              Stream.concat(ofTopics, ofViews).sorted(Comparator.comparing(Shown::name)).toList()));
    } catch (IOException e) {
      LOG.warn("The relations cannot be told", e);
      throw Problem.unavailable(String.valueOf(e.getMessage()));
    }
  }

  private record Shown(String name, String kind, String topic, List<Column> columns) {
    static Shown of(Relation relation, String topic) {
      return new Shown(
          relation.name(),
          relation.kind().name().toLowerCase(Locale.ROOT),
          topic,
          relation.columns());
    }
  }
}
