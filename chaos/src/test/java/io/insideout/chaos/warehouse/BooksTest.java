package io.insideout.chaos.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.chaos.parts.Database;
import io.insideout.connect.database.EmbeddedDatabase;
import io.insideout.connect.database.Preparation;
import io.insideout.verify.Violation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People count in a real database, and then somebody miscounts.
class BooksTest {
  @TempDir private static Path directory;
  private static EmbeddedDatabase server;
  private static Database database;

  private final Account account = new Account();
  private final Clerk clerk = new Clerk(new Random(1), account);

  @BeforeAll
  static void start() throws Exception {
    server = new EmbeddedDatabase(directory.resolve("database"), 0);
    server.start();
    Preparation.of(server.address());
    database = new Database(directory);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() throws SQLException {
    say("drop table if exists counted; delete from shipped_lines; delete from warehouse_stock");
    try (Connection connection = database.connect()) {
      Clerk.open(connection, 10);
      for (int number = 0; number < Shelf.ALL; number++) {
        clerk.make(connection, Shelf.sku(number), 100);
      }
      for (int i = 0; i < 200; i++) {
        clerk.work(connection);
      }
    }
  }

  @Test
  void theyAgreeWhateverPeopleCountAndWhateverLeavesAndComesBack() throws SQLException {
    say("insert into shipped_lines values ('order', 0, 'SKU-0', 5, 0)");
    try (Connection connection = database.connect()) {
      clerk.delete(connection, "SKU-0");
      say("update shipped_lines set shipped = 7, returned = 1");
      clerk.make(connection, "SKU-0", 3);
    }

    assertThat(Books.check(database, account)).isEmpty();
    assertThat(account.corrections()).isGreaterThan(100);
  }

  @Test
  void aUnitTooManyIsFound() throws SQLException {
    say("update warehouse_stock set on_hand = on_hand + 1 where sku = 'SKU-7'");

    assertThat(sentences()).singleElement().asString().startsWith("SKU-7 has ");
  }

  @Test
  void aRowThatIsGoneThoughNobodyDeletedItIsFound() throws SQLException {
    say("delete from warehouse_stock where sku = 'SKU-7'");

    assertThat(sentences()).singleElement().asString().startsWith("SKU-7 has 0 units");
  }

  @Test
  void aCorrectionThatWasCommittedAndIsLostIsFound() throws SQLException {
    say("update counted set number = -number where number = 8");

    assertThat(sentences())
        .singleElement()
        .asString()
        .contains("the database took", "number 8", "has null");
  }

  private List<String> sentences() throws SQLException {
    return Books.check(database, account).stream().map(Violation::sentence).toList();
  }

  private static void say(String statement) throws SQLException {
    try (Connection connection = database.connect();
        Statement saying = connection.createStatement()) {
      saying.execute(statement);
    }
  }
}
