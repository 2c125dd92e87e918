package io.insideout.connect.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A person at the database.
public final class Sql {
  private final DatabaseAddress address;

  public Sql(DatabaseAddress address) {
    this.address = address;
  }

  /// Says something, in a transaction of its own.
  public void say(String statement) {
    try {
      trySaying(statement);
    } catch (SQLException e) {
      throw new AssertionError(statement, e);
    }
  }

  /// The same, where it may be refused.
  public void trySaying(String statement) throws SQLException {
    try (Connection connection = address.connect();
        Statement saying = connection.createStatement()) {
      saying.execute(statement);
    }
  }

  /// The rows of the answer, columns parted by `|` and rows by blanks.
  public String ask(String question) {
    try (Connection connection = address.connect();
        Statement asking = connection.createStatement();
        ResultSet answer = asking.executeQuery(question)) {
      StringBuilder rows = new StringBuilder();
      while (answer.next()) {
        rows.append(rows.isEmpty() ? "" : " ");
        for (int column = 1; column <= answer.getMetaData().getColumnCount(); column++) {
          rows.append(column == 1 ? "" : "|").append(answer.getString(column));
        }
      }
      return rows.toString();
    } catch (SQLException e) {
      throw new AssertionError(question, e);
    }
  }
}
