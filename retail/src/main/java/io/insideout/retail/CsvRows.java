package io.insideout.retail;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.insideout.retail.BrokenLine.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lines as rows of fields by RFC 4180. A field in quotes may hold line breaks; but a quote that
/// was never closed must not swallow the good lines after it, so a row that cannot be completed
/// within [#MAX_JOINED_LINES] gives up its first line only, and reading goes on at the second.
final class CsvRows implements AutoCloseable {
  static final int MAX_JOINED_LINES = 20;

  sealed interface Row {
    long lineNumber();
  }

  record Fields(long lineNumber, List<String> values) implements Row {}

  record Blank(long lineNumber) implements Row {}

  record Broken(BrokenLine line) implements Row {
    @Override
    public long lineNumber() {
      return line.lineNumber();
    }
  }

  private static final CsvReader.CsvReaderBuilder CSV =
      CsvReader.builder().allowUnclosedQuote(false);

  private final PhysicalLines lines;
  private final List<PhysicalLines.Line> ahead = new ArrayList<>();

  CsvRows(PhysicalLines lines) {
    this.lines = lines;
  }

  /// The next row, which must have that many fields, or null after the last.
  @Nullable Row next(int fieldCount) throws IOException {
    PhysicalLines.Line line = ahead.isEmpty() ? lines.next() : ahead.removeFirst();
    if (line == null) {
      return null;
    } else if (line.overlong()) {
      return broken(
          line, Reason.LINE_TOO_LONG, "more than " + PhysicalLines.MAX_CHARS + " characters");
    } else if (line.cut()) {
      return broken(line, Reason.CUT_SHORT, BrokenLine.excerpt(line.text()));
    } else if (line.text().isBlank()) {
      return new Blank(line.number());
    }
    List<String> fields = split(line.text());
    if (fields == null) {
      fields = joined(line, fieldCount);
    }
    if (fields == null) {
      return broken(line, Reason.BAD_QUOTES, BrokenLine.excerpt(line.text()));
    } else if (fields.size() != fieldCount) {
      return broken(
          line, Reason.WRONG_NUMBER_OF_FIELDS, fields.size() + " instead of " + fieldCount);
    }
    return new Fields(line.number(), fields);
  }

  /// The first row, however many fields it has; null where there is none.
  @Nullable List<String> header() throws IOException {
    PhysicalLines.Line line = lines.next();
    return line == null ? null : split(line.text());
  }

  /// Why the input ended before its end, if it did; known after the last row.
  Optional<String> failure() {
    return lines.failure();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private @Nullable List<String> joined(PhysicalLines.Line first, int fieldCount)
      throws IOException {
    var text = new StringBuilder(first.text());
    for (int i = 0; i < MAX_JOINED_LINES; i++) {
      PhysicalLines.Line more = ahead(i);
      if (more == null || more.cut()) {
        return null;
      }
      text.append(more.text());
      if (text.length() > PhysicalLines.MAX_CHARS) {
        return null;
      }
      // Cheaper than to try in vain: quotes come in pairs in a row that is complete.
      List<String> fields = hasPairsOfQuotes(text) ? split(text.toString()) : null;
      if (fields != null && fields.size() == fieldCount) {
        ahead.subList(0, i + 1).clear();
        return fields;
      } else if (fields != null) {
        return null;
      }
    }
    return null;
  }

  private PhysicalLines.@Nullable Line ahead(int index) throws IOException {
    if (index == ahead.size()) {
      PhysicalLines.Line line = lines.next();
      if (line == null) {
        return null;
      }
      ahead.add(line);
    }
    return ahead.get(index);
  }

  private static boolean hasPairsOfQuotes(CharSequence text) {
    return text.chars().filter(c -> c == '"').count() % 2 == 0;
  }

  private static @Nullable List<String> split(String text) {
    try {
      return CSV.ofSingleCsvRecord(text).getFields();
    } catch (CsvParseException e) {
      return null;
    }
  }

  private static Row broken(PhysicalLines.Line line, Reason reason, String detail) {
    return new Broken(new BrokenLine(line.number(), reason, detail));
  }
}
