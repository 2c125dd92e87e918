package io.insideout.sql.persistent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.SqlQuery;
import io.insideout.catalog.SqlQueryState;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Environment;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Traceparent;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.serialization.Deserializer;

/// The queries that there are and that there were, as the log has them.
final class QueryLog {
  private final Environment environment;
  private final Map<String, SqlQuery> byId = new TreeMap<>();
  private boolean isRead;

  QueryLog(Environment environment) {
    this.environment = environment;
  }

  /// Reads what was decided before.
  synchronized void read() {
    if (isRead) {
      return;
    }
    try (Consumer<byte[], byte[]> reader = environment.log().reader("sql-queries");
        Deserializer<SqlQuery> values =
            environment.schemas().serde(Topics.SQL_QUERIES).deserializer()) {
      reader.assign(LogClient.partitions(reader, Topics.SQL_QUERIES));
      reader.seekToBeginning(reader.assignment());
      LogClient.readToEnd(
          reader,
          record ->
              byId.put(new String(record.key(), UTF_8), values.deserialize("", record.value())));
    }
    isRead = true;
  }

  /// Those that are to run.
  List<SqlQuery> running() {
    return all().stream().filter(one -> one.getState() == SqlQueryState.RUNNING).toList();
  }

  /// Those that have ended among them.
  synchronized Collection<SqlQuery> all() {
    read();
    return List.copyOf(byId.values());
  }

  synchronized Optional<SqlQuery> find(String queryId) {
    read();
    return Optional.ofNullable(byId.get(queryId));
  }

  /// A name that no query has or had.
  synchronized String free(String topic) {
    read();
    int number = 1;
    while (byId.containsKey(topic + "-" + number)) {
      number++;
    }
    return topic + "-" + number;
  }

  /// Writes down what a query is to do, and returns when that is durable.
  ///
  /// @throws IOException if the log does not take it
  synchronized void put(SqlQuery query) throws IOException, InterruptedException {
    read();
    try {
      var _ =
          environment
              .publisher()
              .publish(
                  Topics.SQL_QUERIES,
                  query.getQueryId(),
                  query,
                  System.currentTimeMillis(),
                  Traceparent.random())
              .get();
    } catch (ExecutionException e) {
      throw new IOException("the log does not take the query: " + e.getCause(), e);
    }
    byId.put(query.getQueryId(), query);
  }
}
