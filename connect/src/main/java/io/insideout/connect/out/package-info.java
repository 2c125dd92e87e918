/// From the log into the database: records of the catalogue become rows of its tables.
@NullMarked
package io.insideout.connect.out;

import org.jspecify.annotations.NullMarked;
