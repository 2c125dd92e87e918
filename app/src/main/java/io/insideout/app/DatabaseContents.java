package io.insideout.app;

import io.insideout.connect.database.DatabaseAddress;
import io.insideout.connect.database.Slot;
import io.insideout.runtime.http.Json;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is in the database: its tables, and how far change data capture is behind. It looks at so
/// many tables and rows and no more, for the database may be a large one of somebody else.
///
/// @param more whether there are more tables
record DatabaseContents(
    DatabaseAddress address, Optional<Slot> slot, List<Table> tables, boolean more) {
  private static final int MOST_TABLES = 100;
  private static final long MOST_ROWS = 1_000_000;
  private static final long MEGABYTE = 1L << 20;

  private static final String TABLES =
      """
      select c.relname, format('%%I.%%I', n.nspname, c.relname)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = current_schema()
        and has_table_privilege(c.oid, 'select')
      order by 1 limit %d
      """
          .formatted(MOST_TABLES + 1);

  /// A table that may be read.
  ///
  /// @param rows how many it has, one more than are counted where it has more
  record Table(String name, long rows) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("table", name);
      map.put("rows", counted());
      map.put("more", isLarge());
      return map;
    }

    boolean isLarge() {
      return rows > MOST_ROWS;
    }

    long counted() {
      return Math.min(rows, MOST_ROWS);
    }
  }

  static DatabaseContents of(DatabaseAddress address, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Map<String, String> names = new LinkedHashMap<>();
      try (ResultSet found = statement.executeQuery(TABLES)) {
        while (found.next()) {
          names.put(found.getString(1), found.getString(2));
        }
      }
      List<Table> tables = new ArrayList<>();
      for (Map.Entry<String, String> name : names.entrySet()) {
        if (tables.size() < MOST_TABLES) {
          tables.add(new Table(name.getKey(), rows(statement, name.getValue())));
        }
      }
      return new DatabaseContents(
          address, Slot.look(connection), tables, names.size() > MOST_TABLES);
    }
  }

  private static long rows(Statement statement, String quoted) throws SQLException {
    try (ResultSet counted =
        statement.executeQuery(
            "select count(*) from (select from %s limit %d) as counted"
                .formatted(quoted, MOST_ROWS + 1))) {
      counted.next();
      return counted.getLong(1);
    }
  }

  void print(PrintWriter out, boolean json) {
    if (json) {
      out.println(Printable.json(Json.write(toMap())));
      return;
    }
    out.println("database  " + address.jdbcUrl());
    out.println("capture   " + slot.map(DatabaseContents::words).orElse("has not begun"));
    out.println();
    new TextTable(
            List.of(new TextTable.Column("table", false), new TextTable.Column("rows", true)),
            tables.stream()
                .map(
                    table ->
                        List.of(
                            Printable.text(table.name()),
                            "%s%,d".formatted(table.isLarge() ? "over " : "", table.counted())))
                .toList())
        .lines(Integer.MAX_VALUE)
        .forEach(out::println);
    if (more) {
      out.println("... and more tables.");
    }
  }

  private static String words(Slot slot) {
    if (slot.lost()) {
      return "was away for too long: the tables are read anew";
    }
    String bound =
        slot.boundBytes() < 0
            ? "the database keeps its journal for it without a bound"
            : "the database keeps %,d MB of its journal for it"
                .formatted(slot.boundBytes() / MEGABYTE);
    return "%,d bytes behind; %s".formatted(slot.lagBytes(), bound);
  }

  private Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("database", address.jdbcUrl());
    slot.ifPresent(
        at -> {
          Map<String, Object> capture = new LinkedHashMap<>();
          capture.put("lagBytes", at.lagBytes());
          capture.put("boundBytes", at.boundBytes());
          capture.put("lost", at.lost());
          map.put("capture", capture);
        });
    map.put("tables", tables.stream().map(Table::toMap).toList());
    return map;
  }
}
