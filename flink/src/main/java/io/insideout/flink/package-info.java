/// Apache Flink in a process of its own: it is told over HTTP what tables there are and what to ask
/// of them, and streams the rows back. It knows nothing of the system that it serves, and ends when
/// whoever started it does.
@NullMarked
package io.insideout.flink;

import org.jspecify.annotations.NullMarked;
