package io.insideout.sql.dialect;

/// A column of a relation.
///
/// @param name `card_token`
/// @param type as Flink writes it, to be shown
public record Column(String name, String type) {}
