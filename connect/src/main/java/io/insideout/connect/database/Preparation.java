package io.insideout.connect.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/// What has to be in the database: its tables, as far as they are not there, what counts units that
/// leave, the publication of what is captured, and the tables of views. It can be said again at
/// each start, and to a database of somebody else it is said by its owner.
public final class Preparation {
  /// Two that start at once prepare one after the other.
  private static final long LOCK = 0x1051DEL;

  private Preparation() {}

  /// The statements, as an owner of a database would read them.
  public static String script() {
    return text("legacy.sql") + "\n" + text("views.sql");
  }

  /// Says them, all or none.
  ///
  /// @throws StartFailure that says what the database does not take
  /// @throws SQLException if the database does not answer
  public static void of(DatabaseAddress address) throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      requireLogicalReplication(statement);
      connection.setAutoCommit(false);
      statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
      for (String part : List.of("legacy.sql", "views.sql")) {
        say(statement, part);
      }
      connection.commit();
    }
  }

  private static void requireLogicalReplication(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("show wal_level")) {
      row.next();
      if (!"logical".equals(row.getString(1))) {
        throw new StartFailure(
            "The database's wal_level is '%s', and change data capture needs 'logical': set it, and start the server anew."
                .formatted(row.getString(1)));
      }
    }
  }

  private static void say(Statement statement, String part) throws SQLException {
    try {
      statement.execute(text(part));
    } catch (SQLException e) {
      if (isConnectionTrouble(e)) {
        throw e;
      }
      throw new StartFailure(
          "The database does not take what Insideout needs in it: %s. Its owner can say it: ./insideout database --script"
              .formatted(e.getMessage()),
          e);
    }
  }

  /// Class 08 of SQLSTATE is connections, 57P an operator's intervention, such as a shutdown.
  private static boolean isConnectionTrouble(SQLException e) {
    String state = Objects.requireNonNullElse(e.getSQLState(), "08000");
    return state.startsWith("08") || state.startsWith("57P");
  }

  private static String text(String name) {
    try (InputStream in = Objects.requireNonNull(Preparation.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
