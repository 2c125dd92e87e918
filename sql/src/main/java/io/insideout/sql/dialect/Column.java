package io.insideout.sql.dialect;

import java.util.ArrayList;
import java.util.List;

/// A column of a relation.
///
/// @param name `card_token`
/// @param type as Flink writes it: `ARRAY<ROW<sku STRING, quantity INT>>`
public record Column(String name, String type) {
  /// The names of the fields within it, however deep.
  List<String> fields() {
    List<String> fields = new ArrayList<>();
    List<Token> tokens = Lexer.tokens(type);
    for (int i = 1; i + 1 < tokens.size(); i++) {
      boolean isFirst = tokens.get(i - 1).is("<") || tokens.get(i - 1).is(",");
      Token behind = tokens.get(i + 1);
      if (isFirst && tokens.get(i).isName() && behind.isName() && !behind.is("NOT")) {
        fields.add(tokens.get(i).name());
      }
    }
    return fields;
  }
}
