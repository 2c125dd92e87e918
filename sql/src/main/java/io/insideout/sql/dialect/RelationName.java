package io.insideout.sql.dialect;

import java.util.List;

/// The name of a relation: `order_validations`, `order-validations`, quoted or not, or a path of
/// names into a catalogue of Flink.
///
/// @param text the name as a whole, without quotes
/// @param path its parts between dots
/// @param token where it begins
record RelationName(String text, List<String> path, Token token) {
  RelationName {
    path = List.copyOf(path);
  }
}
