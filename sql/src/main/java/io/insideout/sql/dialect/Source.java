package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;

/// A text with its lines. They end where Flink's parser sees them end: at LF, CR, or both.
final class Source {
  private final String text;
  private final List<Integer> lineStarts = new ArrayList<>();

  Source(String text) {
    this.text = text;
    lineStarts.add(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isFirstOfTwo = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !isFirstOfTwo)) {
        lineStarts.add(i + 1);
      }
    }
  }

  String text() {
    return text;
  }

  Place place(int offset) {
    int line = 0;
    int above = lineStarts.size();
    while (above - line > 1) {
      int middle = (line + above) >>> 1;
      if (lineStarts.get(middle) <= offset) {
        line = middle;
      } else {
        above = middle;
      }
    }
    return new Place(line + 1, offset - lineStarts.get(line) + 1);
  }

  /// The offset of a place; the nearest there is, where the text has no such place.
  int offset(Place place) {
    int line = Math.clamp(place.line(), 1, lineStarts.size());
    int start = lineStarts.get(line - 1);
    int end = line < lineStarts.size() ? lineStarts.get(line) : text.length();
    return Math.clamp((long) start + place.column() - 1, start, end);
  }

  SqlError error(int offset, String problem, String instead) {
    Place place = place(offset);
    int start = lineStarts.get(place.line() - 1);
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return new SqlError(problem, instead, place, text.substring(start, end));
  }

  SqlError error(Token token, String problem, String instead) {
    return error(token.start(), problem, instead);
  }
}
