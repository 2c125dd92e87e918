package io.insideout.app;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/// How statements are asked, as the command's options say it, or SET after them.
///
/// @param from where queries read streams from: `beginning`, `end`, or a time
/// @param untilNow whether queries end with what is in the log now
/// @param json whether rows are shown as JSON objects
record SqlOptions(String from, boolean untilNow, boolean json) {
  static final List<String> NAMES = List.of("from", "until_now", "json");

  /// With one of them changed.
  ///
  /// @throws IllegalArgumentException that says what can be
  SqlOptions with(String name, String value) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "from" -> new SqlOptions(where(value), untilNow, json);
      case "until_now" -> new SqlOptions(from, isTrue(name, value), json);
      case "json" -> new SqlOptions(from, untilNow, isTrue(name, value));
      default ->
          throw new IllegalArgumentException(
              "There is no setting '%s'; there are %s".formatted(name, String.join(", ", NAMES)));
    };
  }

  private static String where(String value) {
    String plain = value.toLowerCase(Locale.ROOT);
    if (plain.equals("beginning") || plain.equals("end")) {
      return plain;
    }
    try {
      return Instant.parse(value).toString();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "from is beginning, end, or a time such as 2010-12-01T08:00:00Z", e);
    }
  }

  private static boolean isTrue(String name, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(name + " is true or false");
    };
  }

  /// A line for each, as SET has it.
  List<String> lines() {
    return List.of(
        "SET from = '" + from + "';",
        "SET until_now = " + untilNow + ";",
        "SET json = " + json + ";");
  }
}
