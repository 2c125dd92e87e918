package io.insideout.verify;

import org.jspecify.annotations.Nullable;

/// A record in an order's dossier.
///
/// @param at where it stands
/// @param cause what it was made from; null where it came from outside, or does not say
record Filed<V>(Coordinates at, @Nullable Coordinates cause, V value) {}
