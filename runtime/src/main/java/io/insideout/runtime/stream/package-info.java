/// How a service's topology is written and run: Kafka Streams, exactly once, with causes stamped
/// and bad records set aside.
@NullMarked
package io.insideout.runtime.stream;

import org.jspecify.annotations.NullMarked;
