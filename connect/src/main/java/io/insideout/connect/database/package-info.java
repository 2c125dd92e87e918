/// The database: a PostgreSQL of our own beside the process, or one at an address; what has to be
/// in it; and how far its replication slot is behind.
@NullMarked
package io.insideout.connect.database;

import org.jspecify.annotations.NullMarked;
