package io.insideout.traces;

import io.insideout.catalog.Topic;
import io.insideout.runtime.Metrics;
import io.insideout.runtime.Part;
import io.insideout.runtime.Pause;
import io.insideout.runtime.delivery.Backoff;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Right;
import io.insideout.runtime.schema.Registry.RegistryUnreachable;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what concerns orders and hands its spans to their receiver, in a thread and a group of its
/// own, a batch after the other. The group's position moves over what was taken: while the receiver
/// is away the log keeps what it has not got, and memory holds one batch.
final class SpanReader implements Part {
  static final String GROUP = "traces";

  private static final int MOST_AT_ONCE = 500;
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15));
  private static final Logger LOG = LoggerFactory.getLogger(SpanReader.class);

  private final LogClient log;
  private final String instance;
  private final RecordSpans spans;
  private final Supplier<Receiver> opening;
  private volatile boolean closing;
  private volatile @Nullable String trouble = "not started";
  private @Nullable Thread thread;

  /// @param instance names this process among others of the group
  /// @param opening opens the receiver, at the start
  SpanReader(LogClient log, String instance, RecordSpans spans, Supplier<Receiver> opening) {
    this.log = log;
    this.instance = instance;
    this.spans = spans;
    this.opening = opening;
  }

  @Override
  public String name() {
    return GROUP;
  }

  @Override
  public boolean isVital() {
    return false;
  }

  @Override
  public void start() {
    Receiver receiver = opening.get();
    trouble = "its group has not let it in yet";
    thread = Thread.ofPlatform().name(GROUP).start(() -> run(receiver));
  }

  private void run(Receiver receiver) {
    try (receiver) {
      while (!closing) {
        try (Consumer<byte[], byte[]> consumer = log.member(GROUP, instance, MOST_AT_ONCE)) {
          read(consumer, receiver);
        } catch (RetriableException e) {
          LOG.warn("{} lost touch with the log and begins anew: {}", GROUP, e.toString());
          Pause.atMost(RETRY);
        }
      }
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("{} closes", GROUP);
    } catch (RuntimeException e) {
      trouble = "stopped: " + e;
      LOG.error("{} stops", GROUP, e);
    }
  }

  private void read(Consumer<byte[], byte[]> consumer, Receiver receiver) {
    Membership membership = new Membership(consumer);
    consumer.subscribe(RecordSpans.TOPICS.stream().map(Topic::name).toList(), membership);
    while (!closing) {
      ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
      membership.keepBeginnings();
      if (membership.isSettled()) {
        trouble = null;
      }
      if (!batch.isEmpty()) {
        handOver(batch, membership, receiver);
      }
    }
  }

  /// Returns when all of the batch was taken and its position is kept, or it is no longer this
  /// member's: then whoever reads on from the position takes it again.
  private void handOver(
      ConsumerRecords<byte[], byte[]> batch, Membership membership, Receiver receiver) {
    membership.hold();
    for (int attempt = 1; !closing && membership.isOwning(); attempt++) {
      Optional<String> failure = taken(batch, receiver);
      if (failure.isEmpty()) {
        trouble = null;
        membership.commit(batch.nextOffsets());
        break;
      }
      trouble = failure.get();
      LOG.debug("{}, attempt {}", trouble, attempt);
      membership.await(BACKOFF.spreadAfter(attempt), () -> closing);
    }
    membership.release();
  }

  private Optional<String> taken(ConsumerRecords<byte[], byte[]> batch, Receiver receiver) {
    List<SpanData> made;
    try {
      made = spans.of(batch);
    } catch (RegistryUnreachable e) {
      return Optional.of("waits for the registry: " + e.getMessage());
    }
    Optional<String> failure = made.isEmpty() ? Optional.empty() : receiver.take(made);
    Metrics.SPANS.labelValues(failure.isEmpty() ? "TAKEN" : "REFUSED").inc(made.size());
    if (failure.isEmpty()) {
      Metrics.SPANS.labelValues("UNSAMPLED").inc(batch.count() - made.size());
    }
    return failure;
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  @Override
  public Optional<Flow> flow() {
    return Optional.of(
        new Flow.OfGroup(GROUP, RecordSpans.TOPICS.stream().map(Topic::name).toList(), List.of()));
  }

  @Override
  public List<Right> rights() {
    String why = "its reader '%s'".formatted(GROUP);
    return Stream.concat(
            Stream.of(Right.group(GROUP, why, AclOperation.READ)),
            RecordSpans.TOPICS.stream()
                .map(topic -> Right.topic(topic.name(), why, AclOperation.READ)))
        .toList();
  }

  @Override
  public void close() {
    closing = true;
    Thread running = thread;
    if (running != null) {
      try {
        running.join(CLOSE_WITHIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
