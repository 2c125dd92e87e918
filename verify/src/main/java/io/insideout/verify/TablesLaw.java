package io.insideout.verify;

import io.insideout.catalog.Topic;
import io.insideout.runtime.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// L: the tables of the database are what the log says, deleted rows included: `products` and
/// `stock` of which they are the origin, and orders, shipments and what has left, of which they are
/// views.
///
/// What has left is held against the log line by line. That the database's sums by SKU are the sums
/// of these lines is seen at one moment, among its own tables.
final class TablesLaw implements Law {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final String SUMS = "shipped_totals";

  private final Map<String, Newest<?>> topics = new LinkedHashMap<>();
  private final Map<String, TableCheck<?>> tables = new LinkedHashMap<>();
  private @Nullable String unjudged = "the tables were not read";
  private long sums;

  /// What has come into the log since it was read last.
  interface Tail {
    void read(Consumer<Entry> taker) throws IOException;
  }

  TablesLaw(Scratch scratch) {
    Mirror.ALL.forEach(mirror -> add(mirror, scratch));
  }

  private <V extends SpecificRecord> void add(Mirror<V> mirror, Scratch scratch) {
    // A table's topic has values of the table's type alone.
    @SuppressWarnings("unchecked")
    Newest<V> newest =
        (Newest<V>)
            topics.computeIfAbsent(
                mirror.topic().name(), _ -> new Newest<>(mirror.topic(), scratch));
    tables.put(mirror.table(), new TableCheck<>(mirror, newest, scratch));
  }

  /// The topics that tables are held against.
  static List<Topic<? extends SpecificRecord>> topics() {
    Set<Topic<? extends SpecificRecord>> all = new LinkedHashSet<>();
    Mirror.ALL.forEach(mirror -> all.add(mirror.topic()));
    return List.copyOf(all);
  }

  @Override
  public char letter() {
    return 'L';
  }

  @Override
  public String title() {
    return "Tables";
  }

  @Override
  public void accept(Entry entry, Findings findings) {
    accept(entry);
  }

  private void accept(Entry entry) {
    Newest<?> topic = topics.get(entry.at().topic());
    if (topic == null) {
      return;
    }
    String key = topic.accept(entry);
    if (key != null) {
      tables.values().stream()
          .filter(table -> table.isOf(topic))
          .forEach(table -> table.moved(key));
    }
  }

  /// Compares, after the last record that other laws are handed. What differs is looked at again,
  /// at least once.
  ///
  /// @param within how long
  /// @throws IOException if the log cannot be read on
  void compare(Tables database, Tail tail, Duration within, Findings findings)
      throws IOException, InterruptedException {
    try {
      database.read(row -> row(row, findings));
      tables.values().forEach(TableCheck::noMoreRows);
      long deadlineNanos = System.nanoTime() + within.toNanos();
      tail.read(this::accept);
      while (isOpen()) {
        for (TableCheck<?> table : tables.values()) {
          table.lookAgain(database);
        }
        tail.read(this::accept);
        if (!isOpen() || System.nanoTime() >= deadlineNanos) {
          break;
        }
        Pause.atMost(LOOK_AGAIN);
      }
      unjudged = null;
    } catch (Tables.Away e) {
      unjudged = e.getMessage();
    }
  }

  private boolean isOpen() {
    return tables.values().stream().anyMatch(table -> table.open() > 0);
  }

  private void row(Tables.Row row, Findings findings) {
    TableCheck<?> table = tables.get(row.table());
    if (table != null) {
      table.row(row);
    } else if (row.table().equals(SUMS)) {
      sums(row, findings);
    } else {
      throw new IllegalArgumentException("no table of law L: " + row.table());
    }
  }

  private void sums(Tables.Row row, Findings findings) {
    sums++;
    String lines = row.columns().get("lines");
    row.columns()
        .forEach(
            (where, units) -> {
              if (!units.equals(lines)) {
                findings.violation(
                    "%s, row %s: %s units have left by %s, and %s by shipped_lines"
                        .formatted(
                            SUMS,
                            RowText.shown(row.key()),
                            units,
                            where.equals("stock") ? "warehouse_stock" : SUMS,
                            lines));
              }
            });
  }

  @Override
  public void finish(Moment moment, Findings findings) {
    if (unjudged != null) {
      findings.unjudged(unjudged);
      return;
    }
    tables.values().forEach(table -> table.finish(findings));
    findings.count("rows of " + SUMS, sums);
    long again = tables.values().stream().mapToLong(TableCheck::again).sum();
    if (again > 0) {
      findings.count("looked at again", again);
    }
  }
}
