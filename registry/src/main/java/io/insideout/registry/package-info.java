/// The schema registry: keeps every schema that was ever used on a compacted topic, gives each one
/// an id, and refuses a new version that would break its readers. It speaks the Confluent Schema
/// Registry's REST API and record format, so any client of that one is a client of this one.
///
/// Start reading at [SchemaRegistry]; the rules are in `Registration`, `Deletion` and
/// `Compatibility`, which know neither Kafka nor HTTP.
@NullMarked
package io.insideout.registry;

import org.jspecify.annotations.NullMarked;
