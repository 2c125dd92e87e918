package io.insideout.retail;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sound invoice lines of a file, one after the other; of all others the observer hears.
final class InvoiceLines implements AutoCloseable {
  private final String name;
  private final CsvRows rows;
  private final Columns columns;
  private final LineParser parser;
  private final LineObserver observer;
  private long read;

  private InvoiceLines(String name, CsvRows rows, Columns columns, LineObserver observer) {
    this.name = name;
    this.rows = rows;
    this.columns = columns;
    this.parser = new LineParser(columns);
    this.observer = observer;
  }

  /// Throws [RetailFileException] where the file cannot be opened or its first line is not the
  /// header.
  static InvoiceLines open(ByteSource source, LineObserver observer) {
    try {
      var rows = new CsvRows(new PhysicalLines(CutShortInput.open(source)));
      try {
        return new InvoiceLines(source.name(), rows, columns(rows), observer);
      } catch (IOException | IllegalArgumentException e) {
        rows.close();
        throw e;
      }
    } catch (IOException e) {
      throw new RetailFileException(source.name() + " cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new RetailFileException(
          "%s is not a file of invoice lines: %s; expected a CSV file (plain or gzip, UTF-8) with the columns %s"
              .formatted(source.name(), e.getMessage(), Columns.expected()),
          e);
    }
  }

  /// The next sound line, or null after the last.
  @Nullable InvoiceLine next() {
    try {
      CsvRows.Row row;
      while ((row = rows.next(columns.count())) != null) {
        read++;
        switch (row) {
          case CsvRows.Blank _ -> observer.blank();
          case CsvRows.Broken broken -> observer.broken(broken.line());
          case CsvRows.Fields fields -> {
            InvoiceLine line = parsed(fields);
            if (line != null) {
              return line;
            }
          }
        }
      }
      return null;
    } catch (IOException e) {
      throw new RetailFileException(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// How many rows have been read so far, of any kind, the header not counted.
  long read() {
    return read;
  }

  /// Why the file ended before its end, if it did; known after the last line.
  Optional<String> failure() {
    return rows.failure();
  }

  @Override
  public void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw new RetailFileException(name + " cannot be closed: " + e.getMessage(), e);
    }
  }

  private @Nullable InvoiceLine parsed(CsvRows.Fields fields) {
    try {
      InvoiceLine line = parser.parse(fields);
      if (LineParser.isDamaged(fields)) {
        observer.damaged();
      }
      return line;
    } catch (LineParser.Unreadable e) {
      observer.broken(e.at(fields.lineNumber()));
      return null;
    }
  }

  private static Columns columns(CsvRows rows) throws IOException {
    List<String> header = rows.header();
    if (header == null) {
      String reason = rows.failure().map(failure -> " (" + failure + ")").orElse("");
      throw new IllegalArgumentException("its first line is no header" + reason);
    }
    return Columns.of(header);
  }
}
