/// The database beside the log, as people have it: they count what is there and change prices by
/// plain SQL, and in the end their own account is held against its tables.
@NullMarked
package io.insideout.chaos.warehouse;

import org.jspecify.annotations.NullMarked;
