package io.insideout.app;

import io.insideout.sql.dialect.Completion;
import io.insideout.sql.dialect.Relations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EOFError;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/// What the line editor asks while somebody types: whether it is a statement yet, and what may come
/// next.
final class SqlCompleter implements Parser, Completer {
  private static final List<String> WORDS = List.of("SET", "help", "exit");
  private static final Pattern SET = Pattern.compile("(?i)\\s*SET\\s+\\w*");

  private final Relations relations;

  SqlCompleter(Relations relations) {
    this.relations = relations;
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && !isOver(line)) {
      throw new EOFError(-1, -1, "the statement goes on");
    }
    String typed = line.substring(0, cursor);
    // Where the word begins depends on nothing that there is.
    int from =
        context == ParseContext.COMPLETE ? Completion.at(typed, List::of).from() : typed.length();
    return new SqlLine(line, cursor, from);
  }

  private static boolean isOver(String line) {
    return line.isBlank() || SqlWord.isBare(line) || Completion.isComplete(line);
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String typed = line.line().substring(0, line.cursor());
    int order = 0;
    for (String word : words(typed)) {
      // What opens a parenthesis is followed by what stands in it.
      boolean isWhole = !word.endsWith("(");
      candidates.add(new Candidate(word, word, null, null, null, null, isWhole, order++));
    }
  }

  private List<String> words(String typed) {
    Matcher setting = SET.matcher(typed);
    if (setting.matches()) {
      return SqlOptions.NAMES.stream().map(name -> name + " =").toList();
    }
    Completion completion = Completion.at(typed, relations);
    List<String> words = new ArrayList<>(completion.candidates());
    if (typed.substring(0, completion.from()).isBlank()) {
      String begun = typed.substring(completion.from()).toLowerCase(Locale.ROOT);
      WORDS.stream()
          .filter(word -> word.toLowerCase(Locale.ROOT).startsWith(begun))
          .forEach(words::add);
    }
    return words;
  }
}
