package io.insideout.sql;

import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.sql.dialect.Column;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.table.Tables;
import io.insideout.sql.table.TopicTable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The streams and tables that there are, for whoever helps a person to write a statement.
final class RelationsResource {
  private static final Logger LOG = LoggerFactory.getLogger(RelationsResource.class);

  private final Tables tables;

  RelationsResource(Tables tables) {
    this.tables = tables;
  }

  Answer get(Request request) throws InterruptedException {
    request.allowQuery();
    try {
      return Answer.json(
          Map.of("relations", tables.find().tables().values().stream().map(Shown::of).toList()));
    } catch (IOException e) {
      LOG.warn("The relations cannot be told", e);
      throw Problem.unavailable(String.valueOf(e.getMessage()));
    }
  }

  private record Shown(String name, String kind, String topic, List<Column> columns) {
    static Shown of(TopicTable table) {
      Relation relation = table.relation();
      return new Shown(
          relation.name(),
          relation.kind().name().toLowerCase(Locale.ROOT),
          table.topic(),
          relation.columns());
    }
  }
}
