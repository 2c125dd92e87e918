package io.insideout.app;

import java.util.List;
import org.jline.reader.CompletingParsedLine;

/// What is being typed, up to the cursor, and the word in which it stands.
///
/// @param from where the word begins
record SqlLine(String line, int cursor, int from) implements CompletingParsedLine {
  /// As names are in SQL, whichever way they are typed.
  @Override
  public String word() {
    return line.substring(from, cursor).replace('-', '_');
  }

  @Override
  public int wordCursor() {
    return cursor - from;
  }

  @Override
  public int wordIndex() {
    return 0;
  }

  @Override
  public List<String> words() {
    return List.of(word());
  }

  @Override
  public CharSequence escape(CharSequence candidate, boolean isComplete) {
    return candidate;
  }

  @Override
  public int rawWordCursor() {
    return wordCursor();
  }

  @Override
  public int rawWordLength() {
    return wordCursor();
  }
}
