package io.insideout.chaos.warehouse;

import io.insideout.chaos.parts.Database;
import io.insideout.verify.Violation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Holds the database against the people's own account: no unit was counted twice or not at all,
/// whatever left and came back meanwhile.
public final class Books {
  private static final String IN_ALL =
      """
      select coalesce(stock.sku, known.sku) as sku, coalesce(stock.on_hand + stock.shipped, 0) as there,
             coalesce(known.units, 0) as counted
      from warehouse_stock as stock
      full join (select sku, sum(units)::bigint as units from counted group by sku) as known using (sku)
      where coalesce(stock.on_hand + stock.shipped, 0) <> coalesce(known.units, 0)
      order by 1
      """;

  private Books() {}

  /// Holds them, once nobody counts any more.
  ///
  /// @throws SQLException if the database does not answer
  public static List<Violation> check(Database database, Account account) throws SQLException {
    List<Violation> found = new ArrayList<>();
    try (Connection connection = database.connect()) {
      inAll(connection, found);
      committed(connection, account.committed(), found);
    }
    return found;
  }

  private static void inAll(Connection connection, List<Violation> found) throws SQLException {
    try (Statement asking = connection.createStatement();
        ResultSet row = asking.executeQuery(IN_ALL)) {
      while (row.next()) {
        found.add(
            violation(
                "%s has %d units on hand or shipped, and people counted %d"
                    .formatted(
                        row.getString("sku"), row.getLong("there"), row.getLong("counted"))));
      }
    }
  }

  private static void committed(
      Connection connection, Map<Long, Account.Correction> remembered, List<Violation> found)
      throws SQLException {
    Map<Long, Account.Correction> written = new HashMap<>();
    try (Statement asking = connection.createStatement();
        ResultSet row = asking.executeQuery("select number, sku, units from counted")) {
      while (row.next()) {
        written.put(row.getLong(1), new Account.Correction(row.getString(2), row.getLong(3)));
      }
    }
    remembered.forEach(
        (number, correction) -> {
          if (!correction.equals(written.get(number))) {
            found.add(
                violation(
                    "the database took %s as number %d, and has %s"
                        .formatted(correction, number, written.get(number))));
          }
        });
  }

  private static Violation violation(String sentence) {
    return new Violation('L', sentence, List.of());
  }
}
