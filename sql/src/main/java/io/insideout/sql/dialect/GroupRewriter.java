package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes GROUP BY for Flink, with the window where there is one, and finds the columns that are
/// its keys.
record GroupRewriter(Rewriting rewriting, Env env, Columns columns, SelectList list) {

  /// The names of the keys among the columns that are shown.
  List<String> write(QueryTree.Select select, FlinkText out) {
    List<String> keys = new ArrayList<>();
    if (select.groupBy() == null) {
      return keys;
    }
    Token keyword = select.groupBy().keyword();
    out.word("GROUP BY", keyword);
    var expressions = new ExpressionRewriter(rewriting, env, columns);
    boolean isFirst = true;
    for (Expression item : select.groupBy().items()) {
      Columns.Meaning meaning =
          Part.only(item) instanceof Part.Path path ? columns.meaning(path) : null;
      if (columns.windowing() != null && meaning != null && !meaning.bound().isEmpty()) {
        continue;
      }
      FlinkText text = expressions.text(item);
      out.put(isFirst ? "" : ",", item.first(), false);
      out.append(text, true);
      isFirst = false;
      key(item, text, meaning == null ? null : meaning.last(), keys);
    }
    Windowing windowing = columns.windowing();
    if (windowing != null) {
      out.put(isFirst ? "" : ",", keyword, false);
      out.word(windowing.group(), windowing.clause().keyword());
      for (String bound : List.of("window_start", "window_end")) {
        String name = list.nameOfBound(bound);
        if (name != null) {
          keys.add(name);
        }
      }
    }
    return List.copyOf(keys);
  }

  private static boolean isBound(Expression item) {
    return Part.only(item) instanceof Part.Path(List<Token> names)
        && !Windowing.bound(names.getLast()).isEmpty();
  }

  private void key(Expression item, FlinkText text, @Nullable String last, List<String> keys) {
    String name = list.nameOf(text.toString(), last);
    if (name != null) {
      keys.add(name);
    } else if (!(Part.only(item) instanceof Part.Call) && !isBound(item)) {
      rewriting.warn(
          "GROUP BY has %s, and SELECT does not show it: rows of different keys look the same."
              .formatted(text));
    }
  }
}
