package io.insideout.sql.dialect;

import org.jspecify.annotations.Nullable;

/// KSQL's `WINDOW …` behind FROM.
///
/// @param size of a session the gap that ends it
/// @param advance of a hopping window
/// @param retention means nothing here, and is said to
record WindowClause(
    Token keyword,
    WindowOf.Kind kind,
    Amount size,
    @Nullable Amount advance,
    @Nullable Amount grace,
    @Nullable Token retention) {}
