package io.insideout.verify;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tables in memory, with what happens just before somebody reads them.
final class PlantedTables implements Tables {
  private final SortedMap<String, Row> rows = new TreeMap<>();
  private final Deque<Runnable> beforeReadings = new ArrayDeque<>();
  private @Nullable String away;

  /// @param columns names and values in turn
  PlantedTables put(String table, String key, String... columns) {
    SortedMap<String, String> byName = new TreeMap<>();
    for (int i = 0; i < columns.length; i += 2) {
      byName.put(columns[i], columns[i + 1]);
    }
    return put(new Row(table, key, byName));
  }

  PlantedTables put(Row row) {
    rows.put(row.table() + "/" + row.key(), row);
    return this;
  }

  PlantedTables change(String table, String key, String column, String value) {
    SortedMap<String, String> changed =
        new TreeMap<>(requireNonNull(rows.get(table + "/" + key)).columns());
    changed.put(column, value);
    return put(new Row(table, key, changed));
  }

  PlantedTables delete(String table, String key) {
    rows.remove(table + "/" + key);
    return this;
  }

  /// Just before the next reading that has nothing yet.
  PlantedTables then(Runnable happens) {
    beforeReadings.add(happens);
    return this;
  }

  /// From now on they do not answer.
  void leave(String why) {
    away = why;
  }

  @Override
  public void read(Consumer<Row> taker) throws Away {
    reading();
    List.copyOf(rows.values()).forEach(taker);
  }

  @Override
  public void read(String table, Collection<String> keys, Consumer<Row> taker) throws Away {
    reading();
    List.copyOf(rows.values()).stream()
        .filter(row -> row.table().equals(table) && keys.contains(row.key()))
        .forEach(taker);
  }

  private void reading() throws Away {
    Runnable happens = beforeReadings.poll();
    if (happens != null) {
      happens.run();
    }
    if (away != null) {
      throw new Away(away);
    }
  }
}
