/// Kafka Connect in the process: its worker, the connectors that it is to run, and who looks after
/// them.
@NullMarked
package io.insideout.connect.worker;

import org.jspecify.annotations.NullMarked;
