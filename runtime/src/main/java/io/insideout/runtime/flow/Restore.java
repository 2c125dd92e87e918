package io.insideout.runtime.flow;

/// A store that is being read back from its changelog.
///
/// @param restored how many offsets are done
/// @param offsets how many there were to do when it began
public record Restore(String store, String topic, int partition, long restored, long offsets) {}
