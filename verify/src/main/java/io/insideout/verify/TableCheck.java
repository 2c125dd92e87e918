package io.insideout.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// One table held against its topic. What differs becomes a suspect and is looked at again, for one
/// of the two is behind the other while the system works.
///
/// A suspect is cleared once its row is what the log says, at that moment or at any later record of
/// the key: so a key that changes faster than anybody looks is cleared too, by the record that has
/// the row which was read. While no such record comes, the row is read anew.
final class TableCheck<V extends SpecificRecord> {
  private static final int ROWS_AT_ONCE = 1_000;

  private final Mirror<V> mirror;
  private final Newest<V> newest;

  /// The keys of which a row was read.
  private final Facts seen;

  /// The row that was read last, behind a byte that says whether the log has moved on since.
  private final Facts suspects;

  private long open;
  private long rows;
  private long again;

  TableCheck(Mirror<V> mirror, Newest<V> newest, Scratch scratch) {
    this.mirror = mirror;
    this.newest = newest;
    this.seen = scratch.facts("table-%s-seen".formatted(mirror.table()));
    this.suspects = scratch.facts("table-%s-suspects".formatted(mirror.table()));
  }

  /// Whether this is what the table is held against.
  boolean isOf(Newest<?> topic) {
    return topic == newest;
  }

  /// How many keys were looked at again.
  long again() {
    return again;
  }

  /// How many keys differ still.
  long open() {
    return open;
  }

  /// Takes a row of the first reading.
  void row(Tables.Row row) {
    rows++;
    byte[] key = FactKey.of(row.key());
    seen.put(key, new byte[0]);
    byte[] read = Columns.bytes(row.columns());
    if (!Arrays.equals(read, due(newest.get(key)))) {
      suspect(key, read);
    }
  }

  /// After the last row of the first reading: the keys that the log has besides.
  void noMoreRows() {
    try (Facts.Cursor log = newest.scan();
        Facts.Cursor table = seen.scan(new byte[0])) {
      boolean hasRow = table.next();
      while (log.next()) {
        byte[] key = log.key();
        while (hasRow && Arrays.compareUnsigned(table.key(), key) < 0) {
          hasRow = table.next();
        }
        boolean isSeen = hasRow && Arrays.equals(table.key(), key);
        if (!isSeen && due(newest.of(log.value())).length > 0) {
          suspect(key, new byte[0]);
        }
      }
    }
  }

  private void suspect(byte[] key, byte[] read) {
    suspects.put(key, fact(false, read));
    open++;
    again++;
  }

  /// The log has another value of a key.
  void moved(String id) {
    if (open == 0) {
      return;
    }
    byte[] key = FactKey.of(id);
    byte[] suspect = suspects.get(key);
    if (suspect != null) {
      settle(key, read(suspect), true);
    }
  }

  /// Reads the rows of all suspects that the log does not move at.
  void lookAgain(Tables tables) throws Tables.Away {
    byte[] from = new byte[0];
    while (from != null && open > 0) {
      Map<String, byte[]> standing = new HashMap<>();
      from = next(from, standing);
      if (!standing.isEmpty()) {
        tables.read(
            mirror.table(),
            List.copyOf(standing.keySet()),
            row -> standing.replace(row.key(), Columns.bytes(row.columns())));
      }
      standing.forEach((id, read) -> settle(FactKey.of(id), read, false));
    }
  }

  /// Gathers some suspects, for now without a row.
  ///
  /// @return where the next ones begin; null behind the last
  private byte @Nullable [] next(byte[] from, Map<String, byte[]> standing) {
    List<byte[]> moving = new ArrayList<>();
    byte[] last = null;
    try (Facts.Cursor cursor = suspects.scan(from)) {
      while (standing.size() + moving.size() < ROWS_AT_ONCE && cursor.next()) {
        last = cursor.key();
        if (cursor.value()[0] == 0) {
          standing.put(FactKey.subject(last), new byte[0]);
        } else {
          moving.add(last);
        }
      }
    }
    for (byte[] key : moving) {
      byte[] suspect = suspects.get(key);
      if (suspect != null) {
        suspects.put(key, fact(false, read(suspect)));
      }
    }
    return last == null ? null : Arrays.copyOf(last, last.length + 1);
  }

  private void settle(byte[] key, byte[] read, boolean moved) {
    if (Arrays.equals(read, due(newest.get(key)))) {
      suspects.remove(key);
      open--;
    } else {
      suspects.put(key, fact(moved, read));
    }
  }

  void finish(Findings findings) {
    findings.count("rows of " + mirror.table(), rows);
    try (Facts.Cursor cursor = suspects.scan(new byte[0])) {
      while (cursor.next()) {
        violation(cursor.key(), read(cursor.value()), findings);
      }
    }
  }

  private void violation(byte[] key, byte[] read, Findings findings) {
    Newest.Of<V> log = newest.get(key);
    String sentence =
        RowText.sentence(
            mirror.table(),
            FactKey.subject(key),
            newest.topic().name(),
            Columns.of(read),
            Columns.of(due(log)));
    findings.violation(sentence, log == null ? new Coordinates[0] : new Coordinates[] {log.at()});
  }

  /// The row that a key has to have; empty if none.
  private byte[] due(Newest.@Nullable Of<V> log) {
    return log == null || log.value() == null
        ? new byte[0]
        : Columns.bytes(mirror.columns(log.value()));
  }

  private static byte[] fact(boolean moved, byte[] read) {
    byte[] fact = new byte[1 + read.length];
    fact[0] = (byte) (moved ? 1 : 0);
    System.arraycopy(read, 0, fact, 1, read.length);
    return fact;
  }

  private static byte[] read(byte[] fact) {
    return Arrays.copyOfRange(fact, 1, fact.length);
  }
}
