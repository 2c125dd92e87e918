package io.insideout.app;

import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Rows as text: the columns side by side where they fit, if need be by cutting the widest; one
/// below the other where there are too many of them.
///
/// @param rows as many cells each as there are columns, fit for a terminal
record TextTable(List<Column> columns, List<List<String>> rows) {
  private static final String GAP = "  ";

  /// No column is cut to less, unless it has less.
  private static final int NARROWEST = 8;

  /// @param right whether its cells stand at the right, as numbers do
  record Column(String name, boolean right) {}

  TextTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /// As wide as the terminal is; where there is none, as wide as it takes.
  static int terminalWidth() {
    return isTerminal() ? new UsageMessageSpec().autoWidth(true).width() : Integer.MAX_VALUE;
  }

  /// Whether somebody sits there: what comes in is typed, and what goes out is looked at.
  @SuppressWarnings("SystemConsoleNull") // there is none where it is not so
  static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /// The lines of it.
  ///
  /// @param width that no line exceeds
  List<String> lines(int width) {
    int[] widths = widths(width);
    if (!fit(widths, width)) {
      return below(width, 0);
    }
    List<String> lines = new ArrayList<>();
    lines.add(header(widths));
    lines.addAll(body(widths));
    return lines;
  }

  /// Whether columns that wide stand side by side.
  static boolean fit(int[] widths, int width) {
    return total(widths) <= width;
  }

  /// The columns' names.
  ///
  /// @param widths of this table, or of one before of the same columns
  String header(int[] widths) {
    return line(columns.stream().map(Column::name).toList(), widths);
  }

  /// A line for each row.
  ///
  /// @param widths of this table, or of one before of the same columns
  List<String> body(int[] widths) {
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  /// As each column would have it, and then the widest narrower until all fit or none can be.
  int[] widths(int width) {
    return widths(width, new int[columns.size()]);
  }

  /// The same, where columns had widths before: numbers that have outgrown theirs may go on growing
  /// for a while.
  int[] wider(int width, int[] before) {
    return widths(
        width,
        IntStream.range(0, before.length)
            .map(i -> columns.get(i).right() ? Math.max(before[i], NARROWEST) : before[i])
            .toArray());
  }

  private int[] widths(int width, int[] atLeast) {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(column -> Math.min(Math.max(longest(column), atLeast[column]), width))
            .toArray();
    int widest = widest(widths);
    while (total(widths) > width && widest >= 0 && widths[widest] > NARROWEST) {
      widths[widest]--;
      widest = widest(widths);
    }
    return widths;
  }

  /// Whether a number would have to be cut: then it would be another.
  boolean cutsNumbers(int[] widths) {
    return IntStream.range(0, widths.length)
        .anyMatch(i -> columns.get(i).right() && longest(i) > widths[i]);
  }

  private int longest(int column) {
    return rows.stream()
        .mapToInt(row -> row.get(column).length())
        .reduce(columns.get(column).name().length(), Math::max);
  }

  private static int widest(int[] widths) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      if (widest < 0 || widths[i] > widths[widest]) {
        widest = i;
      }
    }
    return widest;
  }

  private static long total(int[] widths) {
    return IntStream.of(widths).asLongStream().sum()
        + (long) GAP.length() * Math.max(0, widths.length - 1);
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = Printable.cut(cells.get(i), widths[i]);
      String blanks = " ".repeat(widths[i] - cell.length());
      line.append(i == 0 ? "" : GAP).append(columns.get(i).right() ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }

  /// One column below the other. What stands in a column without a name is said of the row.
  ///
  /// @param before how many rows were shown before these
  List<String> below(int width, long before) {
    int names = columns.stream().mapToInt(column -> column.name().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      StringBuilder heading = new StringBuilder("-- row %,d".formatted(before + row + 1));
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < columns.size(); column++) {
        String name = columns.get(column).name();
        String cell = rows.get(row).get(column);
        if (name.isEmpty()) {
          heading.append(' ').append(cell);
        } else {
          cells.add(Printable.cut(name + " ".repeat(names - name.length()) + GAP + cell, width));
        }
      }
      lines.add(heading.toString());
      lines.addAll(cells);
    }
    return lines;
  }
}
