package io.insideout.runtime.flow;

/// Where a reader stands in a partition.
///
/// @param offset the first that it has not taken in
public record Position(String topic, int partition, long offset) {}
