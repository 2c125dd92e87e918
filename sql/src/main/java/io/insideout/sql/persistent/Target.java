package io.insideout.sql.persistent;

import io.insideout.catalog.SqlQuery;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.http.Problem;
import io.insideout.sql.dialect.Column;
import io.insideout.sql.dialect.Name;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.dialect.Statement;
import io.insideout.sql.table.SinkTable;
import io.insideout.sql.table.Tables;
import io.insideout.sql.table.TopicTable;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A topic that is there and that SQL may write: one that a query has made, or one that the
/// catalogue has for it. Any other has a writer of its own.
///
/// @param keys the columns of its records' key; none for that of the record that was read
record Target(TopicTable table, List<String> keys) {
  private static final String SQL = "sql";

  boolean isTable() {
    return table.relation().kind() == Statement.Kind.TABLE;
  }

  /// @throws Problem if there is no such topic, or SQL may not write it
  static Target of(Name name, Tables.Found found, Collection<SqlQuery> known) {
    TopicTable table =
        found
            .find(name.text())
            .map(Relation::name)
            .map(relation -> found.tables().get(relation))
            .orElseThrow(
                () ->
                    Problem.invalid(
                        "sql",
                        "writes '%s', which is not there: CREATE TABLE or STREAM … AS SELECT makes it"
                            .formatted(name)));
    List<String> keys =
        keysAsMade(table, known)
            .or(() -> keysInCatalogue(table))
            .orElseThrow(
                () ->
                    Problem.invalid(
                        "sql",
                        "writes '%s', which has another writer; SQL writes topics that it has made"
                            .formatted(table.topic())));
    if (!new SinkTable(table, keys).canBeWritten()) {
      throw Problem.invalid(
          "sql",
          "writes '%s', which has a field that SQL has no type for".formatted(table.topic()));
    }
    return new Target(table, keys);
  }

  private static Optional<List<String>> keysAsMade(TopicTable table, Collection<SqlQuery> known) {
    return known.stream()
        .filter(query -> query.getHasMadeTopic() && query.getTopic().equals(table.topic()))
        .map(SqlQuery::getKeys)
        .findFirst();
  }

  /// `card token` of the catalogue is the column `card_token`.
  private static Optional<List<String>> keysInCatalogue(TopicTable table) {
    return Topics.named(table.topic())
        .filter(topic -> topic.writers().contains(SQL) && !topic.equals(Topics.SQL_QUERIES))
        .map(Topic::key)
        .map(key -> key.toLowerCase(Locale.ROOT).replace(' ', '_'))
        .filter(key -> table.relation().columns().stream().map(Column::name).anyMatch(key::equals))
        .map(List::of);
  }
}
