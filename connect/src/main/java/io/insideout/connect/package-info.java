/// The relational database beside the log: its tables come in by change data capture, views go out
/// to it, and what has left the warehouse is told to it. Kafka Connect moves the records; nobody
/// writes to both.
@NullMarked
package io.insideout.connect;

import org.jspecify.annotations.NullMarked;
