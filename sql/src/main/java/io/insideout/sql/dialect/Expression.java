package io.insideout.sql.dialect;

import java.util.List;

/// Operands and operators, in the order in which they were typed.
record Expression(List<Part> parts) {
  Expression {
    parts = List.copyOf(parts);
  }

  /// Where it begins.
  Token first() {
    return switch (parts.getFirst()) {
      case Part.Plain plain -> plain.token();
      case Part.Path path -> path.names().getFirst();
      case Part.Field field -> field.name();
      case Part.Call call -> call.name().getFirst();
      case Part.Group group -> group.open();
      case Part.Sub sub -> sub.open();
      case Part.Type type -> type.tokens().getFirst();
      case Part.Rows rows -> rows.keyword();
    };
  }
}
