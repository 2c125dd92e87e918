/// From the database's tables into the log: rows become records of the catalogue.
@NullMarked
package io.insideout.connect.in;

import org.jspecify.annotations.NullMarked;
