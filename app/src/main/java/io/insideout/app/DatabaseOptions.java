package io.insideout.app;

import io.insideout.connect.database.DatabaseAddress;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.StartFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which database is meant: that of the running system, or one at an address.
final class DatabaseOptions {
  /// More of an answer than this is not held in memory: the driver ends it.
  private static final String MOST_BYTES = "64M";

  @Mixin private RunningOptions running;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "The database's address; without it the running system's is meant. Such as",
        "jdbc:postgresql://db.example.com/shop?user=insideout, whose password is in the",
        "environment, as INSIDEOUT_DATABASE_PASSWORD or INSIDEOUT_DATABASE_PASSWORD_FILE."
      })
  private @Nullable String database;

  @SuppressWarnings("NullAway.Init") // picocli sets the mixin
  DatabaseOptions() {}

  /// The running system.
  ///
  /// @throws StartFailure if none does
  RunFile system() {
    return running.system();
  }

  /// @throws StartFailure if it is no address, or no system runs that could tell it
  DatabaseAddress address() throws InterruptedException {
    if (database == null) {
      return ConnectReport.of(running.door()).databaseAddress();
    }
    if (!database.startsWith("jdbc:")) {
      throw new StartFailure(
          "--database is an address such as jdbc:postgresql://db.example.com/shop?user=insideout; without it the running system's database is meant.");
    }
    return DatabaseAddress.parse(database);
  }

  /// A connection. The caller closes it.
  ///
  /// @throws StartFailure that says why there is none
  static Connection connect(DatabaseAddress address) {
    Map<String, String> more = new TreeMap<>(address.more());
    more.put("maxResultBuffer", MOST_BYTES);
    try {
      return new DatabaseAddress(
              address.host(), address.port(), address.name(), address.user(), more)
          .connect();
    } catch (SQLException e) {
      throw new StartFailure(
          "The database at %s:%d cannot be reached: %s. %s"
              .formatted(address.host(), address.port(), sentence(e), whatToDo(e)),
          e);
    }
  }

  private static String whatToDo(SQLException e) {
    String said = Objects.requireNonNullElse(e.getMessage(), "") + e.getSQLState();
    return said.contains("password") || said.contains("28P01")
        ? "Its password is given by the environment, as %s or %s_FILE."
            .formatted(DatabaseAddress.PASSWORD, DatabaseAddress.PASSWORD)
        : "Is the address right, and is it up?";
  }

  /// What the database says is wrong, in one line: without where in its own code, and without the
  /// stop at the end.
  static String sentence(SQLException e) {
    String said = Objects.requireNonNullElse(e.getMessage(), "it does not say why");
    return Printable.text(
        said.replaceFirst("(?s)\\n  Where:.*", "")
            .replaceFirst("^\\p{Lu}+: ", "")
            .replaceFirst("\\n  Position: (\\d+)", " (at character $1)")
            .replaceAll("\\s+", " ")
            .replaceFirst("\\.?\\s*$", ""));
  }
}
