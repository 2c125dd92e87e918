package io.insideout.sql.dialect;

/// What was typed is not understood, or names what is not there. It says where, and what to write
/// instead; its message shows the line with a caret under the place.
public final class SqlError extends RuntimeException {
  private static final int SHOWN_BEFORE_CHARS = 60;
  private static final int SHOWN_CHARS = 100;

  private final String problem;
  private final String instead;
  private final Place place;

  SqlError(String problem, String instead, Place place, String line) {
    // A mistake of typing has no use for the stack.
    super(text(problem, instead, place, line), null, false, false);
    this.problem = problem;
    this.instead = instead;
    this.place = place;
  }

  /// What is wrong, in words: `There is no column 'card_nmber' in authorizations`.
  public String problem() {
    return problem;
  }

  /// What to write instead: `is it card_number?`.
  public String instead() {
    return instead;
  }

  /// The place in the text that was typed.
  public Place place() {
    return place;
  }

  private static String text(String problem, String instead, Place place, String line) {
    int caret = Math.min(place.column() - 1, line.length());
    int from = Math.max(0, caret - SHOWN_BEFORE_CHARS);
    int to = Math.min(line.length(), from + SHOWN_CHARS);
    var shown = new StringBuilder();
    for (char c : line.substring(from, to).toCharArray()) {
      shown.append(Character.isISOControl(c) ? ' ' : c);
    }
    return "%s: %s; %s\n  %s\n  %s^"
        .formatted(place, problem, instead, shown, " ".repeat(caret - from));
  }
}
