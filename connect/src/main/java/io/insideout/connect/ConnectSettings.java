package io.insideout.connect;

import io.insideout.connect.database.DatabaseAddress;
import io.insideout.runtime.StartFailure;

/// What can be chosen of the database and of Connect.
///
/// @param database where the legacy tables are, and where views go: `none`, `embedded` for a
///   PostgreSQL of our own beside the process, or the address of another, such as
///   jdbc:postgresql://db.example.com/shop?user=insideout, whose password is in the environment
/// @param databasePort of the embedded database, 0 to 65535, 0 for the one of the last time or any
///   free one
/// @param connectPort of Connect's REST API, 0 to 65535, 0 for any free port
/// @param connectPlugins folders of further connectors, separated by commas, or empty
public record ConnectSettings(
    String database, int databasePort, int connectPort, String connectPlugins) {
  /// No database: what is in its tables comes by the REST API.
  public static final String NONE = "none";

  /// A PostgreSQL of our own.
  public static final String EMBEDDED = "embedded";

  /// The setting as it is, if it can be one.
  ///
  /// @throws StartFailure if it is none of the words and no address
  public static String checked(String database) {
    if (!database.equals(NONE) && !database.equals(EMBEDDED)) {
      DatabaseAddress.parse(database);
    }
    return database;
  }

  /// Whether there is a database at all.
  public boolean isWanted() {
    return !database.equals(NONE);
  }
}
