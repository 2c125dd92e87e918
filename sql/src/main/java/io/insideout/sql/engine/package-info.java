/// What answers queries: Flink in a process of its own, started when it is first asked.
@NullMarked
package io.insideout.sql.engine;

import org.jspecify.annotations.NullMarked;
