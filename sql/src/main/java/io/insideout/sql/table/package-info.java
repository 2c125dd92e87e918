/// Topics as tables: columns and a reader's schema from Avro, event time, and what a record carries
/// besides. Nobody declares anything.
@NullMarked
package io.insideout.sql.table;

import org.jspecify.annotations.NullMarked;
