package io.insideout.connect.database;

import io.insideout.runtime.Secret;
import io.insideout.runtime.StartFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
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

  /// The user's own is not the only one: `sslpassword` is of the key to a certificate.
  private static final String A_PASSWORD = PGProperty.PASSWORD.getName();

  private static final int CONNECT_TIMEOUT_SECONDS = 5;

  /// A server that stands still takes connections as well, and then says nothing.
  private static final int LETS_IN_WITHIN_SECONDS = 10;

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
    if (parsed.stringPropertyNames().stream().anyMatch(key -> key.endsWith(A_PASSWORD))) {
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

  /// The same address, with what else the driver is to be told where that is not said yet.
  public DatabaseAddress orElse(Map<String, String> otherwise) {
    Map<String, String> all = new TreeMap<>(otherwise);
    all.putAll(more);
    return new DatabaseAddress(host, port, name, user, all);
  }

  /// The password, if the environment has one.
  public static Optional<Secret> password() {
    return Secret.of(PASSWORD, System.getenv());
  }

  /// A connection. A server that does not let us in is given up; what it is asked then may take as
  /// long as it takes. The caller closes it.
  public Connection connect() throws SQLException {
    return connect(Duration.ZERO);
  }

  /// The same, for who wants to know soon whether it answers at all.
  ///
  /// @param answersWithin how long a statement may take
  public Connection connect(Duration answersWithin) throws SQLException {
    Connection connection = open();
    // Those who have said how long they want to wait in the address are not corrected.
    if (!more.containsKey(PGProperty.SOCKET_TIMEOUT.getName())) {
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(answersWithin.toMillis()));
    }
    return connection;
  }

  private Connection open() throws SQLException {
    Properties properties = new Properties();
    PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_TIMEOUT_SECONDS);
    PGProperty.SOCKET_TIMEOUT.set(properties, LETS_IN_WITHIN_SECONDS);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    properties.putAll(more);
    PGProperty.USER.set(properties, user);
    PGProperty.APPLICATION_NAME.set(properties, "insideout");
    password().ifPresent(secret -> PGProperty.PASSWORD.set(properties, secret.text()));
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(host, port, name), properties);
  }
}
