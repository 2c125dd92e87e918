package io.insideout.connect.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// How the replication slot stands: the database keeps its journal for whoever reads it there, up
/// to a bound.
///
/// @param lagBytes of journal that the reader has not confirmed
/// @param boundBytes at which the database gives the reader up; -1 where it never does
/// @param lost whether it has
public record Slot(long lagBytes, long boundBytes, boolean lost) {
  /// The slot's name, and the publication's.
  public static final String NAME = "insideout";

  private static final String QUESTION =
      """
      select pg_wal_lsn_diff(pg_current_wal_lsn(), coalesce(confirmed_flush_lsn, restart_lsn))::bigint,
             (select setting::bigint from pg_settings where name = 'max_slot_wal_keep_size'),
             wal_status = 'lost'
      from pg_replication_slots where slot_name = ?
      """;
  private static final long MEGABYTE = 1L << 20;

  /// Looks.
  ///
  /// @return empty where there is no such slot yet
  public static Optional<Slot> look(Connection connection) throws SQLException {
    try (PreparedStatement question = connection.prepareStatement(QUESTION)) {
      question.setString(1, NAME);
      try (ResultSet row = question.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        long megabytes = row.getLong(2);
        return Optional.of(
            new Slot(row.getLong(1), megabytes < 0 ? -1 : megabytes * MEGABYTE, row.getBoolean(3)));
      }
    }
  }

  /// Takes a lost slot away, so that the reader makes a new one and reads the tables anew.
  public static void drop(Connection connection) throws SQLException {
    try (PreparedStatement drop =
        connection.prepareStatement(
            "select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                + " where slot_name = ? and not active")) {
      drop.setString(1, NAME);
      drop.execute();
    }
  }

  /// Whether more than half of what is kept is behind already.
  public boolean isNear() {
    return boundBytes > 0 && lagBytes > boundBytes / 2;
  }
}
