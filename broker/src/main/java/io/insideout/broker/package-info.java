/// The log: a real Apache Kafka node inside the process, for one machine. An external cluster takes
/// its place when the system has outgrown it, and this package is then not started.
@NullMarked
package io.insideout.broker;

import org.jspecify.annotations.NullMarked;
