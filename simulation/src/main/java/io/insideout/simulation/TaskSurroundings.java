package io.insideout.simulation;

import java.nio.file.Path;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.internals.StreamsConfigUtils.ProcessingMode;
import org.apache.kafka.streams.processor.internals.StateDirectory;
import org.apache.kafka.streams.processor.internals.StreamsProducer;
import org.apache.kafka.streams.processor.internals.metrics.StreamsMetricsImpl;
import org.apache.kafka.streams.state.internals.ThreadCache;
import org.jspecify.annotations.Nullable;

/// What the tasks of one service share.
record TaskSurroundings(
    String service,
    SimulatedLog log,
    VirtualTime time,
    StreamsConfig config,
    TopologyConfig.TaskConfig taskConfig,
    StreamsMetricsImpl metrics,
    StateDirectory directory,
    ThreadCache cache,
    LogContext words) {

  /// Where Kafka Streams wants to look for states; nothing is ever there.
  static final Path NOWHERE =
      Path.of(System.getProperty("java.io.tmpdir"), "insideout-simulation-" + UUID.randomUUID());

  static TaskSurroundings of(
      String service, SimulatedLog log, VirtualTime time, StreamsConfig config) {
    LogContext words = new LogContext();
    StreamsMetricsImpl metrics = new StreamsMetricsImpl(new Metrics(time), service, time);
    return new TaskSurroundings(
        service,
        log,
        time,
        config,
        new TopologyConfig(null, config, new Properties()).getTaskConfig(),
        metrics,
        new StateDirectory(config, time, false, false),
        new ThreadCache(words, 0, metrics),
        words);
  }

  StreamsProducer producer() {
    return new StreamsProducer(
        new SimulatedProducer(log, service), ProcessingMode.EXACTLY_ONCE_V2, time, words);
  }

  @Nullable OffsetAndMetadata position(TopicPartition partition) {
    return log.position(service, partition);
  }
}
