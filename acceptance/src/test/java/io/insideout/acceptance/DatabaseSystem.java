package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.connect.database.DatabaseAddress;
import io.insideout.testkit.Eventually;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// A system with a database beside it, which is found by commands in processes of their own, as an
/// operator has it.
record DatabaseSystem(TestSystem system, Path directory) implements AutoCloseable {
  private static final Duration SOON = Duration.ofMinutes(2);

  /// Starts one, and returns when all connectors work.
  static DatabaseSystem start(Path directory) throws InterruptedException {
    Path data = directory.resolve("data");
    TestSystem system =
        TestSystem.start(
            data,
            Map.of(
                "database", "embedded",
                "database-port", "0",
                "connect-port", "0",
                "auto-ship", "true"));
    system.inside().runFile().write(data);
    DatabaseSystem started = new DatabaseSystem(system, directory);
    started.works();
    return started;
  }

  /// Waits until all connectors work.
  void works() {
    var _ =
        Eventually.eventually(
            "the connectors work",
            Duration.ofMinutes(2),
            () ->
                system.http().get("/api/connectors").expect(200).json().has("trouble")
                    ? Optional.empty()
                    : Optional.of(true));
  }

  /// What a command prints that ends with this code.
  String ran(int exitCode, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data", directory.resolve("data").toString()));
    Cli.Running run = new Cli(directory).start(all.toArray(String[]::new));
    int code = run.exitCode(SOON);
    assertThat(code).as(run.printed()).isEqualTo(exitCode);
    return run.printed();
  }

  /// The rows that the database answers, cells apart by blanks; none where nothing is asked.
  List<String> ask(String statement) {
    List<String> rows = new ArrayList<>();
    try (Connection connection = address().connect();
        Statement asking = connection.createStatement()) {
      if (asking.execute(statement)) {
        ResultSet found = asking.getResultSet();
        while (found.next()) {
          StringJoiner row = new StringJoiner(" ");
          for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
            row.add(found.getString(i));
          }
          rows.add(row.toString());
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(statement, e);
    }
  }

  void eventually(String expected, String question, String row) {
    Eventually.eventually(expected, () -> ask(question).equals(List.of(row)));
  }

  private DatabaseAddress address() {
    return DatabaseAddress.parse(
        system.http().get("/api/connectors").json().path("database").asText());
  }

  /// An article in the legacy tables, once the log has it.
  void sell(String sku, long onHand) {
    ask("insert into product values ('%s', 'A tin of tea', 'GBP', 2.50, 2.00)".formatted(sku));
    ask("insert into warehouse_stock values ('%s', %d)".formatted(sku, onHand));
    Eventually.eventually(
        sku + " can be ordered",
        () ->
            system.http().get("/api/products/" + sku).status() == 200
                && system.http().get("/api/stock/" + sku).status() == 200);
  }

  /// An order that is delivered by itself, once it is.
  String delivered(String sku, int quantity) {
    String order =
        system
            .http()
            .place(
                "{\"cardToken\": \"card-%s\", \"lines\": [{\"sku\": \"%s\", \"quantity\": %d}]}"
                    .formatted(sku, sku, quantity));
    Eventually.eventually(
        "order " + order + " is delivered",
        () -> system.http().get("/api/orders/" + order).state().equals("DELIVERED"));
    return order;
  }

  @Override
  public void close() {
    system.close();
  }
}
