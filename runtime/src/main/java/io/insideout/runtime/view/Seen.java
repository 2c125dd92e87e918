package io.insideout.runtime.view;

/// What a view holds of a key: the newest committed value, and where in the log it stands.
///
/// @param partition the partition of the record
/// @param offset the offset of the record
public record Seen<V>(String key, V value, int partition, long offset) {}
