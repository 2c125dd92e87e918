package io.insideout.connect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.connect.in.EventHeaders;
import io.insideout.connect.in.GoneRows;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CloudEvents;
import io.insideout.runtime.log.LogClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rows that the log has of a table and the table has not: where tables were read anew, nobody was
/// told what had been deleted before.
///
/// Each of them is said to be gone by a message in the database's own journal, so that capture
/// stays the one writer, and what is said has its place among all other changes of the row. What
/// others have written to the topic is left alone.
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private static final Map<Topic<?>, String> TABLES =
      Map.of(Topics.PRODUCTS, "product", Topics.STOCK, "warehouse_stock");
  private static final String SOURCE = CloudEvents.source(EventHeaders.WRITER);
  private static final int ROWS_AT_ONCE = 1_000;

  /// Whoever changes the table is waited for, though not for long: others wait behind us.
  private static final String PATIENCE = "set local lock_timeout = '3s'";

  private static final String SAY =
      """
      select pg_logical_emit_message(true, '%s', ?) where not exists (select from %s where sku = ?)
      """;

  private final LogClient log;

  Leftovers(LogClient log) {
    this.log = log;
  }

  /// Looks for them, and says that they are gone. It may be done at any time: what is said is true
  /// at that place of the journal, however far behind capture is.
  ///
  /// @throws SQLException if the database does not take it
  void sweep(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    for (Map.Entry<Topic<?>, String> one : TABLES.entrySet()) {
      Set<String> keys = captured(one.getKey());
      removeRows(connection, one.getValue(), keys);
      if (!keys.isEmpty()) {
        say(connection, one.getValue(), keys);
        LOG.warn(
            "{} rows of {} were deleted while nothing was captured", keys.size(), one.getValue());
      }
      connection.commit();
    }
  }

  /// The keys of which capture was the last to write, and not that they are gone.
  private Set<String> captured(Topic<?> topic) {
    Set<String> keys = new HashSet<>();
    try (var reader = log.reader("connect-leftovers")) {
      reader.assign(LogClient.partitions(reader, topic));
      reader.seekToBeginning(reader.assignment());
      LogClient.readToEnd(
          reader,
          record -> {
            if (record.key() == null) {
              return;
            }
            String key = new String(record.key(), UTF_8);
            if (record.value() != null
                && SOURCE.equals(Causes.text(record.headers(), CloudEvents.SOURCE))) {
              keys.add(key);
            } else {
              keys.remove(key);
            }
          });
    }
    return keys;
  }

  private static void removeRows(Connection connection, String table, Set<String> keys)
      throws SQLException {
    try (Statement asking = connection.createStatement()) {
      asking.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet row = asking.executeQuery("select sku from " + table)) {
        while (row.next()) {
          keys.remove(row.getString(1));
        }
      }
    }
  }

  /// With the table locked: a row that is made just now is there before, or comes behind.
  private static void say(Connection connection, String table, Set<String> keys)
      throws SQLException {
    try (Statement locking = connection.createStatement();
        PreparedStatement saying =
            connection.prepareStatement(SAY.formatted(GoneRows.PREFIX, table))) {
      locking.execute(PATIENCE);
      locking.execute("lock table %s in share row exclusive mode".formatted(table));
      for (String key : keys) {
        saying.setString(1, GoneRows.message(table, key));
        saying.setString(2, key);
        saying.execute();
      }
    }
  }
}
