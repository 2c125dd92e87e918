/// What somebody looks for in the log: an expression over a record's key, value and headers.
@NullMarked
package io.insideout.console.query;

import org.jspecify.annotations.NullMarked;
