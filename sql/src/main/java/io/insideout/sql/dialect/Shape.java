package io.insideout.sql.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What comes out of a query.
///
/// @param columns null where only Flink can tell
/// @param keys of the columns those that tell rows apart, where rows change
/// @param scope what ORDER BY may name besides the columns
/// @param filtered a query that has to stand before it in WITH
record Shape(
    @Nullable List<String> columns,
    List<String> keys,
    boolean isAggregate,
    @Nullable Scope scope,
    @Nullable FlinkText filtered) {}
