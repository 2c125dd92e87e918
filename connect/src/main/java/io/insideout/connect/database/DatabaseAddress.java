package io.insideout.connect.database;

import io.insideout.runtime.Secret;
import io.insideout.runtime.StartFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/// Where a database is, and as whom it is used. The password is no part of the address: it comes
/// from the environment, as [#PASSWORD].
///
/// @param host name or address
/// @param port 1 to 65535
/// @param name of the database
/// @param user as whom
/// @param more what else the driver is to be told, such as `sslmode`
public record DatabaseAddress(
    String host, int port, String name, String user, Map<String, String> more) {
  /// The environment variable of the password; with `_FILE` behind it, of a file that holds it.
  public static final String PASSWORD = "INSIDEOUT_DATABASE_PASSWORD";

  private static final String EXAMPLE =
      "such as jdbc:postgresql://db.example.com:5432/shop?user=insideout";
  private static final int CONNECT_TIMEOUT_SECONDS = 5;
  private static final Set<PGProperty> ADDRESS =
      Set.of(PGProperty.PG_HOST, PGProperty.PG_PORT, PGProperty.PG_DBNAME, PGProperty.USER);

  public DatabaseAddress {
    more = Map.copyOf(more);
  }

  /// Reads an address.
  ///
  /// @throws StartFailure if it is none, names several hosts, or has a password in it
  public static DatabaseAddress parse(String jdbcUrl) {
    Properties parsed =
        jdbcUrl.startsWith("jdbc:postgresql:") ? Driver.parseURL(jdbcUrl, new Properties()) : null;
    if (parsed == null) {
      throw new StartFailure(
          "Setting 'database' is none, embedded or an address %s, not '%s'."
              .formatted(EXAMPLE, withoutQuery(jdbcUrl)));
    }
    if (PGProperty.PASSWORD.getOrDefault(parsed) != null) {
      throw new StartFailure(
          "A password does not belong into an address that is shown: give it by the environment, as %s or %s_FILE."
              .formatted(PASSWORD, PASSWORD));
    }
    String host = String.valueOf(PGProperty.PG_HOST.getOrDefault(parsed));
    if (host.contains(",")) {
      throw new StartFailure("Setting 'database' is the address of one server, not of several.");
    }
    Set<String> address = ADDRESS.stream().map(PGProperty::getName).collect(Collectors.toSet());
    Map<String, String> more = new TreeMap<>();
    for (String key : parsed.stringPropertyNames()) {
      if (!address.contains(key)) {
        more.put(key, parsed.getProperty(key));
      }
    }
    String user = PGProperty.USER.getOrDefault(parsed);
    if (user == null) {
      throw new StartFailure("Setting 'database' names no user; it is an address " + EXAMPLE + ".");
    }
    return new DatabaseAddress(
        host,
        Integer.parseInt(String.valueOf(PGProperty.PG_PORT.getOrDefault(parsed))),
        String.valueOf(PGProperty.PG_DBNAME.getOrDefault(parsed)),
        user,
        more);
  }

  private static String withoutQuery(String url) {
    return url.replaceAll("\\?.*", "?…");
  }

  /// The address for JDBC, without the password.
  public String jdbcUrl() {
    String query =
        more.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(one -> "&" + one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining());
    return "jdbc:postgresql://%s:%d/%s?user=%s%s".formatted(host, port, name, user, query);
  }

  /// The password, if the environment has one.
  public static Optional<Secret> password() {
    return Secret.of(PASSWORD, System.getenv());
  }

  /// A connection. The caller closes it.
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.putAll(more);
    PGProperty.USER.set(properties, user);
    PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_TIMEOUT_SECONDS);
    PGProperty.APPLICATION_NAME.set(properties, "insideout");
    password().ifPresent(secret -> PGProperty.PASSWORD.set(properties, secret.text()));
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(host, port, name), properties);
  }
}
