package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes expressions for Flink.
final class ExpressionRewriter {
  private final Rewriting rewriting;
  private final Env env;
  private final Columns columns;
  private boolean sawAggregate;

  ExpressionRewriter(Rewriting rewriting, Env env, Columns columns) {
    this.rewriting = rewriting;
    this.env = env;
    this.columns = columns;
  }

  /// Whether an aggregate was among what has been written.
  boolean sawAggregate() {
    return sawAggregate;
  }

  FlinkText text(Expression expression) {
    var text = new FlinkText();
    write(expression, text);
    return text;
  }

  void write(Expression expression, FlinkText out) {
    List<Part> parts = expression.parts();
    for (int i = 0; i < parts.size(); i++) {
      boolean isFirst = i == 0;
      switch (parts.get(i)) {
        case Part.Plain(Token token) when isFirst && Keywords.isTimeUnit(token) ->
            out.put(Keywords.singular(token), token, token.spaced());
        case Part.Plain plain -> plain(plain.token(), out);
        case Part.Path path -> path(path, out);
        case Part.Field field ->
            out.put(".", field.name(), false)
                .put(FlinkText.quoted(rewriting.field(field.name())), field.name(), false);
        case Part.Call call -> {
          Token name = call.name().getLast();
          if (Functions.isAggregate(name.upper()) && !isOver(parts, i)) {
            sawAggregate = true;
            refuseWhatIsNotMerged(name);
          }
          call(call, out);
        }
        case Part.Group group -> {
          out.put(group.open());
          list(group.items(), out);
          out.put(group.close());
        }
        case Part.Sub sub -> {
          out.put(sub.open());
          new QueryRewriter(rewriting).write(sub.query(), out, env.within(columns.scope()), false);
          out.put(sub.close());
        }
        case Part.Type type -> type(type.tokens(), out);
        case Part.Rows rows -> {
          out.put(rows.keyword());
          out.word(rewriting.find(rows.name(), env).sql(), rows.name().token());
        }
      }
    }
  }

  private void refuseWhatIsNotMerged(Token name) {
    Windowing windowing = columns.windowing();
    boolean isOfParts = windowing != null && windowing.clause().kind() != WindowOf.Kind.TUMBLING;
    if (isOfParts && !Functions.isMerged(name.upper())) {
      throw rewriting.error(
          name,
          "A hopping or session window is made of parts, and "
              + name.text()
              + " is not known from its parts",
          "write MIN or MAX, or WINDOW TUMBLING");
    }
  }

  private static boolean isOver(List<Part> parts, int call) {
    for (Part part : parts.subList(call + 1, parts.size())) {
      if (part instanceof Part.Plain(Token token) && token.is("OVER")) {
        return true;
      }
      boolean isBetween =
          part instanceof Part.Group
              || (part instanceof Part.Plain(Token word)
                  && List.of("IGNORE", "RESPECT", "NULLS", "WITHIN", "GROUP", "FILTER")
                      .contains(word.upper()));
      if (!isBetween) {
        return false;
      }
    }
    return false;
  }

  private static void plain(Token token, FlinkText out) {
    if (token.is("!=")) {
      out.put("<>", token, token.spaced());
    } else if (token.kind() == Token.Kind.NUMBER && token.text().startsWith(".")) {
      out.put("0" + token.text(), token, token.spaced());
    } else if (token.kind() == Token.Kind.QUOTED) {
      out.put(FlinkText.quoted(token.name()), token, token.spaced());
    } else {
      out.put(token);
    }
  }

  private void path(Part.Path path, FlinkText out) {
    Token first = path.names().getFirst();
    Columns.Meaning meaning = columns.meaning(path);
    int dot = meaning.sql().indexOf("`.`");
    if (path.names().size() == 2 && dot > 0) {
      // Each half has its place, for Flink may speak of the second.
      out.put(meaning.sql().substring(0, dot + 1), first, first.spaced());
      out.put(meaning.sql().substring(dot + 1), path.names().get(1), false);
    } else {
      out.put(meaning.sql(), first, first.spaced());
    }
  }

  void list(List<Expression> items, FlinkText out) {
    for (int i = 0; i < items.size(); i++) {
      FlinkText item = text(items.get(i));
      if (i > 0) {
        out.put(",", items.get(i).first(), false);
      }
      out.append(item, i > 0);
    }
  }

  private void call(Part.Call call, FlinkText out) {
    Token name = call.name().getLast();
    String upper = name.kind() == Token.Kind.WORD && call.name().size() == 1 ? name.upper() : "";
    String refused = Functions.refused(upper);
    if (refused != null) {
      throw rewriting.error(name, name.text() + " has no counterpart in Flink", refused);
    }
    Functions.Written written = Functions.written(upper);
    if (written != null) {
      written(call, written, out);
    } else if (upper.equals("COUNT") && call.arguments().isEmpty()) {
      out.put("COUNT(*)", name, name.spaced());
    } else {
      for (int i = 0; i < call.name().size(); i++) {
        Token part = call.name().get(i);
        String text =
            part.kind() == Token.Kind.QUOTED ? FlinkText.quoted(part.name()) : part.text();
        out.put(i > 0 ? "." + text : text, part, i == 0 && part.spaced());
      }
      out.put("(", call.open(), false);
      list(call.arguments(), out);
      out.put(")", call.close(), false);
    }
  }

  private void written(Part.Call call, Functions.Written function, FlinkText out) {
    Token name = call.name().getFirst();
    int given = call.arguments().size();
    if (given != function.arguments()) {
      throw rewriting.error(
          name,
          "%s takes %s here, not %d".formatted(name.text(), counted(function.arguments()), given),
          "it becomes " + function.template().replace('#', 'x'));
    }
    String template = function.template();
    if (name.is("TIMESTAMPTOSTRING") && isTime(call.arguments().getFirst())) {
      // KSQL's times are numbers, ours are times.
      template = "DATE_FORMAT(#1, #2)";
    }
    boolean isFirst = true;
    for (String piece : pieces(template)) {
      if (piece.startsWith("#")) {
        int argument = Integer.parseInt(piece.substring(1)) - 1;
        out.append(text(call.arguments().get(argument)), false);
      } else {
        out.put(piece, name, isFirst && name.spaced());
      }
      isFirst = false;
    }
  }

  private static String counted(int arguments) {
    return switch (arguments) {
      case 0 -> "no argument";
      case 1 -> "one argument";
      default -> arguments + " arguments";
    };
  }

  /// A template's text and its arguments, `#1` to `#9`, in turn.
  private static List<String> pieces(String template) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int at = template.indexOf('#'); at >= 0; at = template.indexOf('#', from)) {
      pieces.add(template.substring(from, at));
      pieces.add(template.substring(at, at + 2));
      from = at + 2;
    }
    pieces.add(template.substring(from));
    return pieces;
  }

  private boolean isTime(Expression expression) {
    if (!(Part.only(expression) instanceof Part.Path path)) {
      return false;
    }
    Columns.Meaning meaning = columns.meaning(path);
    return !meaning.bound().isEmpty()
        || List.of("record_time", "window_start", "window_end", "window_time")
            .contains(meaning.last());
  }

  private static void type(List<Token> tokens, FlinkText out) {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      @Nullable Token behind = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
      if (token.is("STRUCT")) {
        out.word("ROW", token);
      } else if (token.is("VARCHAR") && (behind == null || !behind.is("("))) {
        out.put("STRING", token, token.spaced());
      } else if (token.kind() == Token.Kind.QUOTED) {
        out.put(FlinkText.quoted(token.name()), token, token.spaced());
      } else {
        out.put(token);
      }
    }
  }
}
