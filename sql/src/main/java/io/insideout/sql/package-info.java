/// Streaming SQL: questions that a person asks of the running log, and that go on being answered.
@NullMarked
package io.insideout.sql;

import org.jspecify.annotations.NullMarked;
