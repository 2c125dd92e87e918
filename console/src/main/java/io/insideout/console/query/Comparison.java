package io.insideout.console.query;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/// How what is found is held against what is looked for.
enum Comparison {
  EQUAL("="),
  UNEQUAL("!="),
  LESS("<"),
  AT_MOST("<="),
  MORE(">"),
  AT_LEAST(">="),
  CONTAINS("contains");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  static Optional<Comparison> of(Token token) {
    return Arrays.stream(values()).filter(one -> token.is(one.sign)).findFirst();
  }

  static String all() {
    return String.join(" ", Arrays.stream(values()).map(one -> one.sign).toList());
  }

  /// Whether it is so. Values of different kinds are not comparable, and nothing holds of them.
  boolean holds(Object found, Object wanted) {
    OptionalInt order = Values.order(found, wanted);
    return order.isPresent() && holds(order.getAsInt());
  }

  private boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case UNEQUAL -> order != 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case MORE -> order > 0;
      case AT_LEAST -> order >= 0;
      case CONTAINS -> false;
    };
  }
}
