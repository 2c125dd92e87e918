package io.insideout.sql.engine;

import com.fasterxml.jackson.databind.JsonNode;

/// A column that a query gives.
///
/// @param type in Flink's SQL
/// @param nullable whether a row may be without it
/// @param kept the type of SQL that a topic can keep it as
/// @param avro the same as Avro has it
public record ResultColumn(
    String name, String type, boolean nullable, String kept, JsonNode avro) {}
