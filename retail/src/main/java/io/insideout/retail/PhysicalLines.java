package io.insideout.retail;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lines of a text as an editor numbers them, ended by LF, CRLF or CR. A line without an end
/// costs no more memory than [#MAX_CHARS]: what is longer is read over.
final class PhysicalLines implements AutoCloseable {
  static final int MAX_CHARS = 1 << 16;

  private static final int BUFFER_CHARS = 1 << 15;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /// @param text the line with what ended it
  /// @param overlong whether `text` is only the line's beginning
  /// @param cut whether the input broke off within this line
  record Line(long number, String text, boolean overlong, boolean cut) {}

  private final CutShortInput input;
  private final Reader reader;
  private final char[] buffer = new char[BUFFER_CHARS];
  private final StringBuilder text = new StringBuilder();
  private int position;
  private int limit;
  private long lines;

  PhysicalLines(CutShortInput input) throws IOException {
    this.input = input;
    this.reader = new InputStreamReader(input, StandardCharsets.UTF_8);
    if (peek() == BYTE_ORDER_MARK) {
      position++;
    }
  }

  /// The next line, or null after the last.
  @Nullable Line next() throws IOException {
    text.setLength(0);
    boolean overlong = false;
    boolean ended = false;
    while (!ended && peek() >= 0) {
      int end = afterLineEnd();
      int room = MAX_CHARS - text.length();
      text.append(buffer, position, Math.min(end - position, room));
      overlong |= end - position > room;
      position = end;
      char last = buffer[end - 1];
      ended = last == '\n' || (last == '\r' && peek() != '\n');
    }
    if (text.isEmpty()) {
      return null;
    }
    return new Line(++lines, text.toString(), overlong, !ended && input.failure().isPresent());
  }

  /// Why the input ended before its end, if it did; known after the last line.
  Optional<String> failure() {
    return input.failure();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /// Behind the next end of a line in the buffer, or behind what the buffer has.
  private int afterLineEnd() {
    int end = position;
    while (end < limit) {
      char c = buffer[end++];
      if (c == '\n' || c == '\r') {
        return end;
      }
    }
    return end;
  }

  private int peek() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, reader.read(buffer, 0, buffer.length));
    }
    return position < limit ? buffer[position] : -1;
  }
}
