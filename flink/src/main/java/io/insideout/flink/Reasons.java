package io.insideout.flink;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why something failed, in Flink's words, without the layers around them.
final class Reasons {
  private static final int LONGEST = 2_000;

  /// Behind it stand all options of a table, and among them how the log is reached.
  private static final String OPTIONS = "Table options are:";

  private Reasons() {}

  /// The messages from the outermost to the root, each once.
  static String of(Throwable failure) {
    List<String> all = new ArrayList<>();
    for (Throwable next = failure; next != null; next = next.getCause()) {
      String message = withoutOptions(next.getMessage());
      if (message != null && all.stream().noneMatch(one -> one.contains(message))) {
        all.removeIf(message::contains);
        all.add(message.strip());
      }
    }
    all.removeIf(String::isEmpty);
    String text = all.isEmpty() ? failure.getClass().getSimpleName() : String.join("; ", all);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static @Nullable String withoutOptions(@Nullable String message) {
    int options = message == null ? -1 : message.indexOf(OPTIONS);
    return message == null || options < 0 ? message : message.substring(0, options).strip();
  }
}
