package io.insideout.flink;

import java.util.ArrayList;
import java.util.List;

/// Why something failed, in Flink's words, without the layers around them.
final class Reasons {
  private static final int LONGEST = 2_000;

  private Reasons() {}

  /// The messages from the outermost to the root, each once.
  static String of(Throwable failure) {
    List<String> all = new ArrayList<>();
    for (Throwable next = failure; next != null; next = next.getCause()) {
      String message = next.getMessage();
      if (message != null && all.stream().noneMatch(one -> one.contains(message))) {
        all.removeIf(message::contains);
        all.add(message.strip());
      }
    }
    String text = all.isEmpty() ? failure.getClass().getSimpleName() : String.join("; ", all);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
