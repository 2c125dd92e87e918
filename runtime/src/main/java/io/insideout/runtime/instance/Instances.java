package io.insideout.runtime.instance;

import io.insideout.runtime.Part;
import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Right;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The instances that there are, as they tell of themselves through the log once a second. Nothing
/// else is needed to find each other: no list, no address but the log's. Orders do not need it; who
/// is not found is not sent anybody. Whatever the log answers, it is asked again: who was known
/// stays so meanwhile.
public final class Instances implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(Instances.class);
  private static final String READER = "instances";
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(2);

  private final LogClient log;
  private final Supplier<Consumer<byte[], byte[]>> reader;
  private final @Nullable AtomicReference<Instance> self;
  private final Roster roster = new Roster();
  private volatile boolean closing;
  private volatile @Nullable String unheard;
  private volatile @Nullable String untold;
  private @Nullable Producer<byte[], byte[]> writer;
  private @Nullable Thread thread;
  private volatile boolean toldAnew;

  /// @param reader opens what is read
  Instances(LogClient log, Supplier<Consumer<byte[], byte[]>> reader, @Nullable Instance self) {
    this.log = log;
    this.reader = reader;
    this.self = self == null ? null : new AtomicReference<>(self);
  }

  /// For a process that runs services and is to be found.
  ///
  /// @param name of the process among those of the same services
  public static Instances with(LogClient log, List<String> services, String name) {
    return new Instances(log, () -> log.reader(READER), Instance.starting(services, name));
  }

  /// For whoever only looks for others.
  public static Instances of(LogClient log) {
    return new Instances(log, () -> log.reader(READER), null);
  }

  @Override
  public String name() {
    return "instances";
  }

  @Override
  public boolean isVital() {
    return false;
  }

  /// Returns when all are known that have said within the last seconds that they are there.
  @Override
  public void start() {
    Consumer<byte[], byte[]> opened = reader.get();
    try {
      opened.assign(List.of(InstancesTopic.PARTITION));
      seekToRecent(opened);
      LogClient.readToEnd(opened, this::take);
    } catch (KafkaException e) {
      opened.close();
      throw new StartFailure("It cannot be read which instances there are: " + e.getMessage(), e);
    }
    if (self != null) {
      writer =
          new KafkaProducer<>(
              log.with(
                  Map.of(
                      ProducerConfig.CLIENT_ID_CONFIG, "instances",
                      ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false,
                      ProducerConfig.ACKS_CONFIG, "1",
                      ProducerConfig.LINGER_MS_CONFIG, 0,
                      ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000,
                      ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
                      ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_000)),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }
    thread = Thread.ofPlatform().name("instances").start(() -> run(opened));
  }

  private static void seekToRecent(Consumer<byte[], byte[]> reader) {
    long recent = System.currentTimeMillis() - Roster.GONE_AFTER.toMillis();
    OffsetAndTimestamp first =
        reader
            .offsetsForTimes(Map.of(InstancesTopic.PARTITION, recent))
            .get(InstancesTopic.PARTITION);
    if (first == null) {
      reader.seekToEnd(List.of(InstancesTopic.PARTITION));
    } else {
      reader.seek(InstancesTopic.PARTITION, first.offset());
    }
  }

  private void run(Consumer<byte[], byte[]> opened) {
    long toldNanos = System.nanoTime() - BEAT.toNanos();
    try (opened) {
      while (!closing) {
        if (toldAnew || System.nanoTime() - toldNanos >= BEAT.toNanos()) {
          toldAnew = false;
          toldNanos = System.nanoTime();
          tell();
        }
        hear(opened);
      }
    } catch (WakeupException | InterruptException | InterruptedException e) {
      LOG.debug("instances closes");
    } catch (RuntimeException e) {
      unheard = "stopped: " + e;
      LOG.error("instances stops", e);
    }
  }

  private void hear(Consumer<byte[], byte[]> opened) throws InterruptedException {
    try {
      opened.poll(POLL).forEach(this::take);
      unheard = null;
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      if (unheard == null) {
        LOG.warn("the log does not say who is there; it is asked again", e);
      }
      unheard = "the log does not say who is there: " + e.getMessage();
      Pause.atMost(POLL);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      roster.heard(Json.read(record.value(), Instance.class), System.nanoTime());
    } catch (Problem | IllegalArgumentException other) {
      LOG.warn("{} is of no instance: {}", Causes.coordinates(record), other.getMessage());
    }
  }

  private void tell() {
    Producer<byte[], byte[]> open = writer;
    if (self == null || open == null) {
      return;
    }
    Instance now = self.get();
    try {
      var _ =
          open.send(
              new ProducerRecord<>(
                  InstancesTopic.NAME,
                  InstancesTopic.PARTITION.partition(),
                  now.id().getBytes(StandardCharsets.UTF_8),
                  Json.write(now)),
              (_, failure) -> untold = failure == null ? null : "not told: " + failure);
    } catch (KafkaException e) {
      // It is said again in a second.
      untold = "not told: " + e;
    }
  }

  /// All that are there, in the order of their ids; this process's own among them once it has heard
  /// itself.
  public List<Instance> present() {
    return roster.present();
  }

  /// This process's own id.
  public Optional<String> ownId() {
    return self == null ? Optional.empty() : Optional.of(self.get().id());
  }

  /// From now on it can be asked at that address.
  public void open(String http, List<String> paths) {
    change(instance -> instance.open(http, paths));
  }

  /// From now on it shows these partitions of the view of a topic.
  public void showing(String topic, List<Integer> partitions) {
    change(instance -> instance.showing(topic, partitions));
  }

  /// From now on it is not to be asked any more, and others take over what it has.
  public void leave() {
    change(Instance::gone);
  }

  private void change(UnaryOperator<Instance> how) {
    if (self != null) {
      Instance before = self.get();
      toldAnew |= !before.equals(self.updateAndGet(how));
    }
  }

  @Override
  public Optional<String> trouble() {
    return Optional.ofNullable(unheard).or(() -> Optional.ofNullable(untold));
  }

  @Override
  public List<Right> rights() {
    return List.of(self == null ? InstancesTopic.toLook() : InstancesTopic.toBeFound());
  }

  @Override
  public void close() {
    closing = true;
    Thread running = thread;
    if (running != null) {
      try {
        running.join(ENDS_WITHIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
    Producer<byte[], byte[]> open = writer;
    if (open != null) {
      leave();
      tell();
      open.close(ENDS_WITHIN);
      writer = null;
    }
  }
}
