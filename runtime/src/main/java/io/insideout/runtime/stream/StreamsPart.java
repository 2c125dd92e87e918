package io.insideout.runtime.stream;

import io.insideout.runtime.Part;
import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.generation.Generation;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.generation.GenerationsTopic;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Right;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.jspecify.annotations.Nullable;

/// Runs one service's topology, exactly once. State is kept between starts and never wiped.
public final class StreamsPart implements Part {
  private static final Duration APPLIED_LOOK_AGAIN = Duration.ofMillis(1);

  private final StreamsService service;
  private final LogClient log;
  private final Schemas schemas;
  private final StreamsSettings settings;
  private final Generation own;
  private final OwnTopology topology;
  private volatile @Nullable TopologyRun run;
  private volatile @Nullable Lease lease;
  private @Nullable Succession succession;

  public StreamsPart(
      StreamsService service, LogClient log, Schemas schemas, StreamsSettings settings) {
    this.service = service;
    this.log = log;
    this.schemas = schemas;
    this.settings = settings;
    this.own = settings.generations().of(service.name());
    this.topology = new OwnTopology(service, log, schemas, settings, own);
  }

  @Override
  public String name() {
    return service.name();
  }

  @Override
  public void start() throws InterruptedException {
    makeDirectory();
    StreamsMetrics.show(this);
    Generations generations = settings.generations();
    Succession starting =
        new Succession(
            generations, own, work(generations), new Heir(generations, own, log, topology));
    succession = starting;
    starting.start();
  }

  /// Runs the topology, as often as it is this generation's turn.
  private Work work(Generations generations) {
    return new Work() {
      private TopologyRun next() {
        Lease taken = new Lease(generations, own);
        lease = taken;
        TopologyRun next = topology.running(taken);
        run = next;
        return next;
      }

      @Override
      public void start() throws InterruptedException {
        next().start();
      }

      @Override
      public void begin() {
        next().begin();
      }

      @Override
      public void end() {
        endLease();
        TopologyRun running = run;
        run = null;
        if (running != null) {
          running.leave();
        }
      }
    };
  }

  private void endLease() {
    Lease taken = lease;
    if (taken != null) {
      taken.end();
    }
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

  @Override
  public Optional<String> trouble() {
    Succession begun = succession;
    TopologyRun running = run;
    if (begun == null) {
      return Optional.of("not started");
    }
    return begun
        .trouble()
        .or(() -> running == null ? Optional.of("not started") : running.trouble());
  }

  /// The topology that runs, with its threads in this process.
  @Override
  public Optional<Flow> flow() {
    TopologyRun running = run;
    return running == null
        ? Optional.empty()
        : Optional.of(
            running.flow().told(running.streams().state().name(), threads(running.streams())));
  }

  /// The topology's stores: of those that are divided, what this instance has.
  @Override
  public List<Store> stores() {
    TopologyRun running = run;
    return running == null
        ? List.of()
        : new TopologyStores(running.streams(), name(), schemas, settings.partitions())
            .of(running.flow().subtopologies());
  }

  @Override
  public List<Right> rights() {
    List<Right> rights = new ArrayList<>(TopologyRights.of(topology.described()));
    if (own.number() == 1) {
      rights.add(GenerationsTopic.toLook());
    } else {
      rights.addAll(GenerationsTopic.toTakeOver(name()));
      rights.addAll(TopologyRights.toInherit(own));
    }
    return rights;
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
    TopologyRun running = run;
    return running == null ? Map.of() : running.streams().metrics();
  }

  @Override
  public void close() {
    StreamsMetrics.hide(this);
    // Nobody waits for a log that does not answer.
    endLease();
    Succession begun = succession;
    if (begun != null) {
      begun.close();
    }
    TopologyRun running = run;
    if (running != null) {
      if (settings.standbyReplicas() > 0) {
        // Where another has a copy of the states, it goes on sooner than the next start could.
        running.leave();
      } else {
        running.close();
      }
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
    TopologyRun running = run;
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    StateQueryRequest<Object> request =
        StateQueryRequest.inStore(store)
            .withQuery(KeyQuery.withKey(key))
            .withPartitions(Set.of(partition))
            .withPositionBound(
                PositionBound.at(Position.fromMap(Map.of(topic, Map.of(partition, offset)))));
    while (running != null && System.nanoTime() < deadlineNanos) {
      QueryResult<Object> result =
          running.streams().query(request).getPartitionResults().get(partition);
      if (result == null
          || result.isSuccess()
          || result.getFailureReason() != FailureReason.NOT_UP_TO_BOUND
          || isCopy(running.streams(), new TopicPartition(topic, partition))) {
        return true;
      }
      Pause.atMost(APPLIED_LOOK_AGAIN);
    }
    return running == null;
  }

  /// Whether this instance only keeps a copy of what another makes of that partition.
  private static boolean isCopy(KafkaStreams running, TopicPartition partition) {
    return threads(running).stream()
        .flatMap(thread -> thread.standbyTasks().stream())
        .anyMatch(task -> task.topicPartitions().contains(partition));
  }
}
