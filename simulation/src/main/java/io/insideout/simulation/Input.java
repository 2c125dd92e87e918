package io.insideout.simulation;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.TaskId;

/// A partition that a task reads.
record Input(TaskId task, TopicPartition partition) {}
