package io.insideout.chaos.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;

/// Somebody who counts and who prices, by plain SQL, a statement each. What is counted is noted in
/// the table `counted` by the same statement.
final class Clerk {
  static final String BULK = "BULK-";

  private static final String COUNT =
      """
      with changed as (update warehouse_stock set on_hand = on_hand + ?
                       where sku = ? and on_hand + ? >= 0 returning sku)
      insert into counted select ?, sku, ? from changed returning units
      """;
  private static final String DELETE =
      """
      with gone as (delete from warehouse_stock where sku = ? returning sku, on_hand + shipped as units)
      insert into counted select ?, sku, -units from gone returning units
      """;
  private static final String MAKE =
      """
      with made as (insert into warehouse_stock (sku, on_hand) values (?, ?) on conflict do nothing
                    returning sku, on_hand + shipped as units)
      insert into counted select ?, sku, units from made returning units
      """;

  /// A column of their own, by which every change of a row is told from those before it.
  private static final List<String> REVISIONS =
      List.of(
          "create sequence if not exists revisions",
          "alter table warehouse_stock add column if not exists revision bigint not null default 0",
          """
          create or replace function revise() returns trigger language plpgsql as $$
          begin
            new.revision := nextval('revisions');
            return new;
          end $$
          """,
          """
          create or replace trigger revise before insert or update on warehouse_stock
          for each row execute function revise()
          """);

  private static final String PRICE = "update product set list_price = ? / 100.0 where sku = ?";
  private static final String DROP_PRODUCT = "delete from product where sku = ?";
  private static final String MAKE_PRODUCT =
      """
      insert into product (sku, description, list_price, floor_price) values (?, 'made again', 2, 1)
      on conflict do nothing
      """;

  private final Random random;
  private final Account account;

  Clerk(Random random, Account account) {
    this.random = random;
    this.account = account;
  }

  /// Does one thing, whatever comes to mind.
  void work(Connection connection) throws SQLException {
    int dice = random.nextInt(100);
    if (dice < 45) {
      delivery(connection, sku(Shelf.SCARCE), 1 + random.nextInt(40));
    } else if (dice < 60) {
      delivery(connection, sku(Shelf.ALL), 1 + random.nextInt(100));
    } else if (dice < 72) {
      delivery(connection, sku(Shelf.ALL), -(1 + random.nextInt(5)));
    } else if (dice < 78) {
      delete(connection, Shelf.sku(Shelf.LEFT_ALONE + random.nextInt(Shelf.COMING_AND_GOING)));
    } else if (dice < 86) {
      make(connection, Shelf.sku(Shelf.LEFT_ALONE + random.nextInt(Shelf.COMING_AND_GOING)), 1_000);
    } else if (dice < 92) {
      say(connection, PRICE, 200 + random.nextInt(50), sku(Shelf.ALL));
    } else {
      say(connection, random.nextBoolean() ? DROP_PRODUCT : MAKE_PRODUCT, bulk());
    }
  }

  private void delivery(Connection connection, String sku, int units) throws SQLException {
    long number = account.nextNumber();
    counted(connection, COUNT, number, sku, units, sku, units, number, units);
  }

  void delete(Connection connection, String sku) throws SQLException {
    long number = account.nextNumber();
    counted(connection, DELETE, number, sku, sku, number);
  }

  void make(Connection connection, String sku, int onHand) throws SQLException {
    long number = account.nextNumber();
    counted(connection, MAKE, number, sku, sku, onHand, number);
  }

  /// What is remembered is what the database said once it was committed.
  private void counted(
      Connection connection, String statement, long number, String sku, Object... values)
      throws SQLException {
    try (PreparedStatement saying = prepared(connection, statement, values);
        ResultSet row = saying.executeQuery()) {
      if (row.next()) {
        account.committed(number, sku, row.getLong(1));
      }
    }
  }

  private static void say(Connection connection, String statement, Object... values)
      throws SQLException {
    try (PreparedStatement saying = prepared(connection, statement, values)) {
      saying.executeUpdate();
    }
  }

  private static PreparedStatement prepared(
      Connection connection, String statement, Object... values) throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(statement);
    for (int i = 0; i < values.length; i++) {
      prepared.setObject(i + 1, values[i]);
    }
    return prepared;
  }

  /// What has to be there before anybody orders: the table of what is counted, and so many products
  /// that they are not read in one go.
  static void open(Connection connection, int products) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table if not exists counted (number bigint primary key, sku text not null, units bigint not null)
          """);
      for (String one : REVISIONS) {
        statement.execute(one);
      }
      statement.execute(
          """
          insert into product (sku, description, list_price, floor_price)
          select 'SKU-' || n, 'Article ' || n, 2, 1 from generate_series(0, %d) as n
          union all select '%s' || n, 'One of many', 2, 1 from generate_series(1, %d) as n
          on conflict do nothing
          """
              .formatted(Shelf.ALL - 1, BULK, products));
    }
  }

  private String sku(int of) {
    return Shelf.sku(random.nextInt(of));
  }

  private String bulk() {
    return BULK + (1 + random.nextInt(Clerks.PRODUCTS));
  }
}
