/// Queries that go on by themselves and write topics: kept in the log, looked after, stopped.
@NullMarked
package io.insideout.sql.persistent;

import org.jspecify.annotations.NullMarked;
