package io.insideout.sql.dialect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reads KSQL's windows: `WINDOW (SIZE 5 MINUTE)`, `WINDOW HOPPING (SIZE 1 HOUR, ADVANCE BY 5
/// MINUTES)`, `WITHIN 1 HOUR`.
final class WindowParser {
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final String FORMS =
      "write WINDOW TUMBLING (SIZE 5 MINUTES),"
          + " WINDOW HOPPING (SIZE 1 HOUR, ADVANCE BY 5 MINUTES) or WINDOW SESSION (30 MINUTES)";

  private final Tokens tokens;

  WindowParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /// Whether one begins here, and not a standard `WINDOW w AS (…)`.
  boolean isHere() {
    return tokens.at("WINDOW") && !tokens.peek(2).is("AS");
  }

  WindowClause window() {
    Token keyword = tokens.expect("WINDOW", FORMS);
    WindowOf.Kind kind = kind();
    Token open = tokens.expect("(", FORMS);
    if (kind != WindowOf.Kind.SESSION) {
      tokens.expect("SIZE", FORMS);
    }
    Amount size = positive(amount());
    @Nullable Amount advance = null;
    @Nullable Amount grace = null;
    @Nullable Token retention = null;
    while (tokens.skip(",")) {
      if (tokens.at("ADVANCE") && kind == WindowOf.Kind.HOPPING && advance == null) {
        advance = advance(size);
      } else if (tokens.at("GRACE") && grace == null) {
        grace = grace();
      } else if (tokens.at("RETENTION") && retention == null) {
        retention = tokens.next();
        amount();
      } else {
        throw tokens.error(
            tokens.peek(), "A window has no " + tokens.peek().shown() + " here", FORMS);
      }
    }
    tokens.expect(")", "close the window with )");
    if (kind == WindowOf.Kind.HOPPING && advance == null) {
      throw tokens.error(
          open,
          "A hopping window does not say how far it hops",
          "write (SIZE 1 HOUR, ADVANCE BY 5 MINUTES)");
    }
    return new WindowClause(keyword, kind, size, advance, grace, retention);
  }

  private WindowOf.Kind kind() {
    if (tokens.at("(") || tokens.skip("TUMBLING")) {
      return WindowOf.Kind.TUMBLING;
    }
    if (tokens.skip("HOPPING")) {
      return WindowOf.Kind.HOPPING;
    }
    if (tokens.skip("SESSION")) {
      return WindowOf.Kind.SESSION;
    }
    throw tokens.error(tokens.peek(), tokens.peek().shown() + " is no kind of window", FORMS);
  }

  private Amount advance(Amount size) {
    tokens.next();
    tokens.expect("BY", "write ADVANCE BY 5 MINUTES");
    Amount advance = positive(amount());
    if (advance.duration().compareTo(size.duration()) > 0) {
      throw tokens.error(
          advance.token(),
          "The windows hop farther than they are long, and records between them would be lost",
          "write an ADVANCE BY of at most the SIZE");
    }
    return advance;
  }

  private Amount grace() {
    tokens.next();
    tokens.expect("PERIOD", "write GRACE PERIOD 5 MINUTES");
    return amount();
  }

  /// `WITHIN 1 HOUR`, `WITHIN (1 HOUR, 2 HOURS)`, either with a grace period.
  From.Within within() {
    Token keyword = tokens.expect("WITHIN", "write WITHIN 1 HOUR");
    Amount before;
    Amount after;
    if (tokens.skip("(")) {
      before = amount();
      tokens.expect(",", "write WITHIN (1 HOUR, 2 HOURS)");
      after = amount();
      tokens.expect(")", "write WITHIN (1 HOUR, 2 HOURS)");
    } else {
      before = positive(amount());
      after = before;
    }
    return new From.Within(keyword, before, after, tokens.at("GRACE") ? grace() : null);
  }

  Amount amount() {
    Token number = tokens.peek();
    if (number.kind() != Token.Kind.NUMBER) {
      throw tokens.error(number, "A number is missing before " + number.shown(), "write 5 MINUTES");
    }
    tokens.next();
    Token unit = tokens.next();
    WindowUnit known =
        WindowUnit.of(unit.text())
            .orElseThrow(
                () ->
                    tokens.error(
                        unit,
                        unit.shown() + " is no unit of time of a fixed length",
                        "write MILLISECONDS, SECONDS, MINUTES, HOURS, DAYS or WEEKS"));
    return new Amount(count(number, known), known, number);
  }

  private long count(Token number, WindowUnit unit) {
    try {
      long count = Long.parseLong(number.text());
      if (count <= LONGEST.dividedBy(unit.one())) {
        return count;
      }
    } catch (NumberFormatException e) {
      if (!isWhole(number)) {
        throw tokens.error(
            number, number.shown() + " is no whole number", "write it in a smaller unit");
      }
    }
    throw tokens.error(
        number, "This is longer than " + LONGEST.toDays() + " days", "write a shorter time");
  }

  private static boolean isWhole(Token number) {
    return number.text().chars().allMatch(Character::isDigit);
  }

  private Amount positive(Amount amount) {
    if (amount.count() == 0) {
      throw tokens.error(
          amount.token(), "A window of no length holds nothing", "write a SIZE of 1 or more");
    }
    return amount;
  }
}
