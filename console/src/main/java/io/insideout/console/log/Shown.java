package io.insideout.console.log;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// A record as it is shown.
///
/// @param tree its names and values, masked
record Shown(TopicPartition place, long offset, long timestampMillis, Map<String, ?> tree) {}
