package io.insideout.runtime.stream;

import io.insideout.catalog.Topics;
import io.insideout.runtime.Part;
import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTrouble;
import io.insideout.runtime.log.Right;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one service's topology, exactly once. State is kept between starts and never wiped.
public final class StreamsPart implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsPart.class);
  private static final Duration START_WITHIN = Duration.ofMinutes(2);
  private static final Duration APPLIED_LOOK_AGAIN = Duration.ofMillis(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

  private final StreamsService service;
  private final LogClient log;
  private final Schemas schemas;
  private final StreamsSettings settings;
  private final CountDownLatch settled = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean replaced;
  private @Nullable KafkaStreams streams;
  private @Nullable TopologyFlow flow;

  public StreamsPart(
      StreamsService service, LogClient log, Schemas schemas, StreamsSettings settings) {
    this.service = service;
    this.log = log;
    this.schemas = schemas;
    this.settings = settings;
  }

  @Override
  public String name() {
    return service.name();
  }

  @Override
  public void start() throws InterruptedException {
    makeDirectory();
    Topology topology = topology();
    KafkaStreams starting =
        new KafkaStreams(topology, new StreamsConfig(settings.properties(service, log, letters())));
    TopologyFlow telling = new TopologyFlow(name(), topology.describe());
    streams = starting;
    flow = telling;
    starting.setGlobalStateRestoreListener(telling);
    starting.setStateListener(this::stateChanged);
    starting.setUncaughtExceptionHandler(this::uncaught);
    starting.start();
    StreamsMetrics.show(this);
    if (!settled.await(START_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      throw new StartFailure(
          "Service '%s' is not running after %d s; it is %s. Is the log at %s in order?"
              .formatted(name(), START_WITHIN.toSeconds(), starting.state(), log));
    }
    if (starting.state() != State.RUNNING && failure.get() != null) {
      throw new StartFailure(
          "Service '%s' cannot start: %s".formatted(name(), why()), failure.get());
    }
  }

  private String why() {
    Throwable thrown = failure.get();
    return thrown == null ? "" : LogTrouble.of(thrown).orElse(thrown.toString());
  }

  private Topology topology() {
    return service.topology(new TopologyWriter(service.name(), schemas, settings.partitions()));
  }

  /// Services that start side by side would trip over one another making it.
  private void makeDirectory() {
    try {
      Files.createDirectories(settings.directory());
    } catch (IOException e) {
      throw new StartFailure(
          "The directory for states, %s, cannot be made: %s"
              .formatted(settings.directory(), e.getMessage()),
          e);
    }
  }

  private DeadLetterRecords letters() {
    return new DeadLetterRecords(
        name(), schemas.serde(Topics.DEAD_LETTERS), new LettersApart(name(), log));
  }

  private void stateChanged(State now, State before) {
    if (now == State.RUNNING || now == State.ERROR || now == State.NOT_RUNNING) {
      settled.countDown();
    }
  }

  private StreamThreadExceptionResponse uncaught(Throwable thrown) {
    Optional<Throwable> passing = PassingTrouble.of(thrown);
    if (passing.isPresent()) {
      LOG.warn("{} lost touch with the log and begins anew: {}", name(), passing.get().toString());
      replaced = true;
      new FormerThreads(log, name(), settings.clientId(name())).leave(Thread.currentThread());
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    failure.set(thrown);
    LOG.error("{} stops: this is a bug or a broken state", name(), thrown);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  @Override
  public Optional<String> trouble() {
    KafkaStreams running = streams;
    if (running == null) {
      return Optional.of("not started");
    }
    return switch (running.state()) {
      case RUNNING -> Optional.empty();
      case CREATED, REBALANCING -> Optional.of("taking up its partitions");
      case PENDING_SHUTDOWN, NOT_RUNNING -> Optional.of("stopped");
      case PENDING_ERROR, ERROR -> Optional.of("stopped: " + failure.get());
    };
  }

  /// The topology that runs, with its threads in this process.
  @Override
  public Optional<Flow> flow() {
    KafkaStreams running = streams;
    TopologyFlow telling = flow;
    return running == null || telling == null
        ? Optional.empty()
        : Optional.of(telling.told(running.state().name(), threads(running)));
  }

  /// The topology's stores: of those that are divided, what this instance has.
  @Override
  public List<Store> stores() {
    KafkaStreams running = streams;
    TopologyFlow telling = flow;
    return running == null || telling == null
        ? List.of()
        : new TopologyStores(running, name(), schemas, settings.partitions())
            .of(telling.subtopologies());
  }

  @Override
  public List<Right> rights() {
    return TopologyRights.of(new TopologyFlow(name(), topology().describe()).told("", Set.of()));
  }

  static Set<ThreadMetadata> threads(KafkaStreams running) {
    try {
      return running.state().isRunningOrRebalancing()
          ? running.metadataForLocalThreads()
          : Set.of();
    } catch (IllegalStateException stopped) {
      return Set.of();
    }
  }

  /// Kafka's own metrics of the service, by name.
  public Map<MetricName, ? extends Metric> metrics() {
    KafkaStreams running = streams;
    return running == null ? Map.of() : running.metrics();
  }

  @Override
  public void close() {
    StreamsMetrics.hide(this);
    KafkaStreams running = streams;
    if (running != null) {
      // Static members stay in the group: the next start takes the same partitions at once. But it
      // counts its threads from the beginning, and would wait for those with higher numbers.
      running.close(
          CloseOptions.timeout(CLOSE_WITHIN)
              .withGroupMembershipOperation(
                  replaced
                      ? GroupMembershipOperation.LEAVE_GROUP
                      : GroupMembershipOperation.REMAIN_IN_GROUP));
    }
  }

  /// Waits until a store of this instance has applied what stands at these coordinates. Where
  /// another instance has the store's partition, nothing is waited for.
  ///
  /// @param key a key that the record is kept under
  /// @return false where the time was over before
  public boolean awaitApplied(
      String store, String key, String topic, int partition, long offset, Duration atMost)
      throws InterruptedException {
    KafkaStreams running = streams;
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    StateQueryRequest<Object> request =
        StateQueryRequest.inStore(store)
            .withQuery(KeyQuery.withKey(key))
            .withPartitions(Set.of(partition))
            .withPositionBound(
                PositionBound.at(Position.fromMap(Map.of(topic, Map.of(partition, offset)))));
    while (running != null && System.nanoTime() < deadlineNanos) {
      QueryResult<Object> result = running.query(request).getPartitionResults().get(partition);
      if (result == null
          || result.isSuccess()
          || result.getFailureReason() != FailureReason.NOT_UP_TO_BOUND) {
        return true;
      }
      Pause.atMost(APPLIED_LOOK_AGAIN);
    }
    return running == null;
  }
}
