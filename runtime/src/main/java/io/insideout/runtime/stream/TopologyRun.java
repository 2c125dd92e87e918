package io.insideout.runtime.stream;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTrouble;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A topology that runs, from its start until it is closed or fails.
final class TopologyRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopologyRun.class);
  private static final Duration START_WITHIN = Duration.ofMinutes(2);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

  private final String name;
  private final LogClient log;
  private final String group;
  private final String member;
  private final KafkaStreams streams;
  private final TopologyFlow flow;
  private final CountDownLatch settled = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean replaced;

  /// @param name for logs and messages
  /// @param properties as Kafka Streams takes them
  /// @param clients of the log that it is given
  TopologyRun(
      String name,
      LogClient log,
      Topology topology,
      Properties properties,
      KafkaClientSupplier clients) {
    this.name = name;
    this.log = log;
    this.group = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    this.member = properties.getProperty(StreamsConfig.CLIENT_ID_CONFIG);
    this.streams = new KafkaStreams(topology, new StreamsConfig(properties), clients);
    this.flow = new TopologyFlow(group, topology.describe());
    streams.setGlobalStateRestoreListener(flow);
    streams.setStateListener(this::stateChanged);
    streams.setUncaughtExceptionHandler(this::uncaught);
  }

  /// Returns at once.
  void begin() {
    streams.start();
  }

  /// Returns when it runs.
  ///
  /// @throws StartFailure if it does not
  void start() throws InterruptedException {
    begin();
    if (!settled.await(START_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      throw new StartFailure(
          "Service '%s' is not running after %d s; it is %s. Is the log at %s in order?"
              .formatted(name, START_WITHIN.toSeconds(), streams.state(), log));
    }
    Throwable thrown = failure.get();
    if (streams.state() != State.RUNNING && thrown != null) {
      throw new StartFailure(
          "Service '%s' cannot start: %s"
              .formatted(name, LogTrouble.of(thrown).orElse(thrown.toString())),
          thrown);
    }
  }

  private void stateChanged(State now, State before) {
    if (now == State.RUNNING || now == State.ERROR || now == State.NOT_RUNNING) {
      settled.countDown();
    }
  }

  private StreamThreadExceptionResponse uncaught(Throwable thrown) {
    Optional<Throwable> passing = PassingTrouble.of(thrown);
    if (passing.isPresent()) {
      LOG.warn("{} lost touch with the log and begins anew: {}", name, passing.get().toString());
      replaced = true;
      new FormerThreads(log, group, member).leave(Thread.currentThread());
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    failure.set(thrown);
    LOG.error("{} stops: this is a bug or a broken state", name, thrown);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  Optional<String> trouble() {
    return switch (streams.state()) {
      case RUNNING -> Optional.empty();
      case CREATED, REBALANCING -> Optional.of("taking up its partitions");
      case PENDING_SHUTDOWN, NOT_RUNNING -> Optional.of("stopped");
      case PENDING_ERROR, ERROR -> Optional.of("stopped: " + failure.get());
    };
  }

  /// Why it has come to an end by itself, if it has: what was thrown first.
  Optional<Throwable> failure() {
    return Stream.iterate(failure.get(), Objects::nonNull, Throwable::getCause)
        .reduce((_, cause) -> cause);
  }

  KafkaStreams streams() {
    return streams;
  }

  TopologyFlow flow() {
    return flow;
  }

  /// Stops for good: the group does not wait for it.
  void leave() {
    close(GroupMembershipOperation.LEAVE_GROUP);
  }

  /// Static members stay in the group: the next start takes the same partitions at once. But it
  /// counts its threads from the beginning, and would wait for those with higher numbers.
  @Override
  public void close() {
    close(
        replaced ? GroupMembershipOperation.LEAVE_GROUP : GroupMembershipOperation.REMAIN_IN_GROUP);
  }

  private void close(GroupMembershipOperation membership) {
    streams.close(CloseOptions.timeout(CLOSE_WITHIN).withGroupMembershipOperation(membership));
  }
}
