package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/// Stores on disk that somebody has written in who is not their service.
final class Tampered {
  private Tampered() {}

  /// Replaces a text by another one of its length in every value of all databases below a
  /// directory. Nobody may have them open.
  ///
  /// @return in how many values it stood
  static int replace(Path directory, String text, String by) throws IOException, RocksDBException {
    List<Path> databases;
    try (Stream<Path> files = Files.walk(directory)) {
      databases = files.filter(file -> Files.exists(file.resolve("CURRENT"))).sorted().toList();
    }
    int replaced = 0;
    for (Path database : databases) {
      replaced += replaceIn(database.toString(), text, by);
    }
    return replaced;
  }

  private static int replaceIn(String database, String text, String by) throws RocksDBException {
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    int replaced = 0;
    try (ColumnFamilyOptions ofFamily = new ColumnFamilyOptions();
        Options listing = new Options();
        DBOptions options = new DBOptions()) {
      for (byte[] family : RocksDB.listColumnFamilies(listing, database)) {
        families.add(new ColumnFamilyDescriptor(family, ofFamily));
      }
      try (RocksDB db = RocksDB.open(options, database, families, handles)) {
        for (ColumnFamilyHandle handle : handles) {
          for (Entry row : with(db, handle, text)) {
            db.put(handle, row.key(), replaced(row.value(), text, by));
            replaced++;
          }
        }
        handles.forEach(ColumnFamilyHandle::close);
      }
    }
    return replaced;
  }

  private record Entry(byte[] key, byte[] value) {}

  private static List<Entry> with(RocksDB db, ColumnFamilyHandle handle, String text) {
    List<Entry> found = new ArrayList<>();
    try (RocksIterator rows = db.newIterator(handle)) {
      for (rows.seekToFirst(); rows.isValid(); rows.next()) {
        if (at(rows.value(), text.getBytes(UTF_8)) >= 0) {
          found.add(new Entry(rows.key(), rows.value()));
        }
      }
    }
    return found;
  }

  private static byte[] replaced(byte[] value, String text, String by) {
    byte[] replaced = value.clone();
    System.arraycopy(
        by.getBytes(UTF_8),
        0,
        replaced,
        at(value, text.getBytes(UTF_8)),
        by.getBytes(UTF_8).length);
    return replaced;
  }

  private static int at(byte[] value, byte[] text) {
    for (int at = 0; at <= value.length - text.length; at++) {
      if (Arrays.equals(value, at, at + text.length, text, 0, text.length)) {
        return at;
      }
    }
    return -1;
  }
}
