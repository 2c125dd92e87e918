package io.insideout.runtime.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a list.
///
/// @param entries where each item stands in the list
/// @param next where the next page begins, or null on the last one
public record Page<V>(List<Seen<V>> items, List<byte[]> entries, byte @Nullable [] next) {}
