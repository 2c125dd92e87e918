package io.insideout.services.details;

import java.util.List;

/// Flaws in words, bounded: an order of a thousand bad lines does not make a record of a megabyte.
final class FlawText {
  private static final int LONGEST_TEXT = 1_000;
  private static final int LONGEST_NAME = 60;

  private FlawText() {}

  /// As many as there is room for, and how many more there are.
  static String of(List<String> flaws) {
    StringBuilder text = new StringBuilder();
    int told = 0;
    for (String flaw : flaws) {
      if (told > 0 && text.length() + flaw.length() > LONGEST_TEXT) {
        return text.append("; and ").append(flaws.size() - told).append(" more").toString();
      }
      text.append(told++ > 0 ? "; " : "").append(flaw);
    }
    return text.toString();
  }

  /// What a caller wrote, in quotes, cut where it is longer than a name would be.
  static String quoted(String name) {
    return name.length() <= LONGEST_NAME
        ? "'" + name + "'"
        : "'" + name.substring(0, LONGEST_NAME) + "…'";
  }
}
