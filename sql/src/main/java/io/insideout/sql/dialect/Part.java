package io.insideout.sql.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of an expression. Which operator binds tighter is left to Flink, who is given them in
/// the same order.
sealed interface Part {
  /// An operator, keyword or literal, written as it stands.
  record Plain(Token token) implements Part {}

  /// A name, and what is reached from it: `a`, `a.b`, `a->b->c`.
  record Path(List<Token> names) implements Part {}

  /// What is reached from something that is no name: the `.sku` of `lines[1].sku`.
  record Field(Token name) implements Part {}

  /// @param name of more tokens than one where the function is one of a catalogue
  record Call(List<Token> name, Token open, List<Expression> arguments, Token close)
      implements Part {
    /// Whether it is a call of this function, in any case.
    boolean isOf(String function) {
      return name.size() == 1 && name.getFirst().is(function);
    }
  }

  /// Values in parentheses or brackets.
  record Group(Token open, List<Expression> items, Token close) implements Part {}

  /// A query in parentheses.
  record Sub(Token open, QueryTree query, Token close) implements Part {}

  /// What something is cast to.
  record Type(List<Token> tokens) implements Part {}

  /// `TABLE x`, as table functions are given one.
  record Rows(Token keyword, RelationName name) implements Part {}

  /// The only part of an expression, where it has but one.
  static @Nullable Part only(Expression expression) {
    return expression.parts().size() == 1 ? expression.parts().getFirst() : null;
  }
}
