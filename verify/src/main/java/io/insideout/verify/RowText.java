package io.insideout.verify;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is wrong with a row, as a sentence. Whatever it cites anybody may have written, so it is
/// cut and does nothing to a terminal.
final class RowText {
  private static final int COLUMNS_SHOWN = 3;
  private static final int LONGEST_SHOWN = 60;

  private RowText() {}

  /// @param read the columns that were read; none where there is no row
  /// @param due the columns by the topic; none where there has to be no row
  static String sentence(
      String table,
      String key,
      String topic,
      SortedMap<String, String> read,
      SortedMap<String, String> due) {
    String row = "%s, row %s: ".formatted(table, shown(key));
    if (due.isEmpty()) {
      return row + "is there, and by topic %s there is none".formatted(topic);
    }
    return row
        + (read.isEmpty()
            ? "is missing, and topic %s has it".formatted(topic)
            : differences(topic, read, due));
  }

  private static String differences(
      String topic, Map<String, String> read, Map<String, String> due) {
    SortedMap<String, String> all = new TreeMap<>(read);
    all.putAll(due);
    List<String> names =
        all.keySet().stream()
            .filter(name -> !Objects.equals(read.get(name), due.get(name)))
            .toList();
    return names.stream()
        .limit(COLUMNS_SHOWN)
        .map(
            name ->
                "%s is %s, and by topic %s %s"
                    .formatted(name, shown(read.get(name)), topic, shown(due.get(name))))
        .collect(Collectors.joining("; ", "", names.size() > COLUMNS_SHOWN ? "; and more" : ""));
  }

  static String shown(@Nullable String value) {
    if (value == null) {
      return "nothing";
    }
    String plain = value.replaceAll("\\p{C}", "\uFFFD");
    return plain.length() > LONGEST_SHOWN ? plain.substring(0, LONGEST_SHOWN) + "…" : plain;
  }
}
