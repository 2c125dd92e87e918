package io.insideout.sql.dialect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Names for what SELECT leaves without one: `count`, `sum_total`, `expr_2`. They are good names of
/// columns of a schema, and no two are the same.
final class ColumnNames {
  private static final int LONGEST = 64;

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> next = new HashMap<>();

  /// Whether the name was still free.
  boolean take(String name) {
    return taken.add(name.toLowerCase(Locale.ROOT));
  }

  String free(String wanted) {
    String name = wanted;
    while (!take(name)) {
      name = wanted + "_" + next.merge(wanted, 2, (number, _) -> number + 1);
    }
    return name;
  }

  /// A name that says what an expression is, if it is simple enough for one.
  ///
  /// @param position of the expression in SELECT, from 1
  static String of(Expression expression, int position, Columns columns) {
    List<Part> parts = expression.parts();
    if (parts.getFirst() instanceof Part.Call call
        && (parts.size() == 1 || isSuffix(parts.get(1)))) {
      return ofCall(call, columns);
    }
    if (parts.getFirst() instanceof Part.Path && parts.getLast() instanceof Part.Field field) {
      return plain(field.name().name(), position);
    }
    return "expr_" + position;
  }

  private static boolean isSuffix(Part part) {
    return part instanceof Part.Plain(Token token)
        && List.of("OVER", "FILTER", "WITHIN", "IGNORE", "RESPECT").contains(token.upper());
  }

  private static String ofCall(Part.Call call, Columns columns) {
    String function = plain(call.name().getLast().name(), 1);
    if (call.arguments().isEmpty()) {
      return function;
    }
    List<Part> argument = call.arguments().getFirst().parts();
    boolean isDistinct =
        argument.size() > 1
            && argument.getFirst() instanceof Part.Plain(Token token)
            && token.is("DISTINCT");
    List<Part> rest = isDistinct ? argument.subList(1, argument.size()) : argument;
    boolean isCast = rest.size() == 3 && rest.getLast() instanceof Part.Type;
    if (!(rest.getFirst() instanceof Part.Path path) || (rest.size() > 1 && !isCast)) {
      return function;
    }
    String column = plain(columns.meaning(path).last(), 1);
    if (isCast) {
      return column;
    }
    return function + (isDistinct ? "_distinct_" : "_") + column;
  }

  /// In snake case, of letters and digits only.
  private static String plain(String name, int position) {
    var plain = new StringBuilder();
    for (int i = 0; i < Math.min(name.length(), LONGEST); i++) {
      char c = name.charAt(i);
      boolean isUpper = c >= 'A' && c <= 'Z';
      if (isUpper && i > 0 && Character.isLowerCase(name.charAt(i - 1))) {
        plain.append('_');
      }
      boolean isPlain = isUpper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      plain.append(isPlain ? Character.toLowerCase(c) : '_');
    }
    boolean startsWell = !plain.isEmpty() && !Character.isDigit(plain.charAt(0));
    return startsWell ? plain.toString() : "expr_" + position;
  }
}
