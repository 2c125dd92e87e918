package io.insideout.services.payments;

import static io.insideout.catalog.Topics.PAYMENT_REQUESTS;

import io.insideout.catalog.PaymentRequest;
import io.insideout.runtime.Metrics;
import io.insideout.runtime.Part;
import io.insideout.runtime.Pause;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.schema.Registry.RegistryUnreachable;
import io.insideout.runtime.schema.Schemas;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what the provider is to be asked, asks, and writes every answer to the log.
///
/// Its position moves only over what is answered in the log. So wherever it is killed, the next
/// start asks again for what may have been done, under the same ids, and an answer may stand in the
/// log twice; whoever reads it takes the first.
final class Cashier implements Part {
  static final String GROUP = PaymentsService.CASHIER;

  /// How many requests are open at most: more are not read.
  private static final int MOST_OPEN = 1_000;

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(15);
  private static final Logger LOG = LoggerFactory.getLogger(Cashier.class);

  private final LogClient log;
  private final String instance;
  private final Deserializer<PaymentRequest> requests;
  private final BadRequests bad;
  private final PaymentProvider provider;
  private final Errands errands;
  private final Map<TopicPartition, OpenOffsets> held = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private volatile boolean closing;
  private volatile @Nullable Throwable failure;
  private @Nullable Thread thread;

  /// @param instance names this process among others of the same service
  /// @param publisher writes the answers
  Cashier(
      LogClient log,
      Schemas schemas,
      String instance,
      Publisher publisher,
      PaymentProvider provider,
      Backoff backoff) {
    this.log = log;
    this.instance = instance;
    this.requests = schemas.serde(PAYMENT_REQUESTS).deserializer();
    this.bad = new BadRequests(publisher);
    this.provider = provider;
    this.errands = new Errands(provider, publisher, backoff);
  }

  @Override
  public String name() {
    return "cashier";
  }

  @Override
  public void start() {
    thread = Thread.ofPlatform().name(GROUP).start(this::run);
  }

  private void run() {
    try {
      while (!closing) {
        try (Consumer<byte[], byte[]> consumer = log.member(GROUP, instance)) {
          read(consumer);
        } catch (RetriableException e) {
          LOG.warn("the cashier lost touch with the log and begins anew: {}", e.toString());
          forget(List.copyOf(held.keySet()));
          Pause.atMost(RETRY);
        }
      }
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("the cashier closes");
    } catch (RuntimeException e) {
      failure = e;
      LOG.error("the cashier stops", e);
    } finally {
      forget(List.copyOf(held.keySet()));
      errands.close();
      Metrics.OPEN_PAYMENT_REQUESTS.set(0);
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    consumer.subscribe(List.of(PAYMENT_REQUESTS.name()), new Rebalance(consumer));
    while (!closing) {
      int open = held.values().stream().mapToInt(OpenOffsets::size).sum();
      Metrics.OPEN_PAYMENT_REQUESTS.set(open);
      if (open >= MOST_OPEN) {
        consumer.pause(consumer.assignment());
      } else {
        consumer.resume(consumer.paused());
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
      }
      held.forEach((partition, offsets) -> offsets.reached(consumer.position(partition)));
      commit(moved -> consumer.commitAsync(moved, this::failed));
    }
    errands.close();
    commit(consumer::commitSync);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    OpenOffsets offsets = held.computeIfAbsent(partition, _ -> new OpenOffsets());
    while (!closing) {
      try {
        if (record.key() == null || record.value() == null) {
          throw new SerializationException(
              "the record has no " + (record.key() == null ? "key" : "value"));
        }
        PaymentRequest request = requests.deserialize(record.topic(), record.value());
        offsets.open(record.offset());
        errands.take(new Errand(record, request, offsets));
        return;
      } catch (RegistryUnreachable e) {
        LOG.warn("the cashier waits: {}", e.getMessage());
        Pause.atMost(RETRY);
      } catch (SerializationException e) {
        bad.park(record, e);
        return;
      }
    }
    // It was not looked at, and must be by the next start.
    offsets.open(record.offset());
  }

  private interface Commit {
    void of(Map<TopicPartition, OffsetAndMetadata> moved);
  }

  private void commit(Commit commit) {
    Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
    held.forEach(
        (partition, offsets) -> {
          long position = offsets.position();
          if (position >= 0 && position != committed.getOrDefault(partition, -1L)) {
            moved.put(partition, new OffsetAndMetadata(position));
            committed.put(partition, position);
          }
        });
    if (!moved.isEmpty()) {
      commit.of(moved);
    }
  }

  private void failed(Map<TopicPartition, OffsetAndMetadata> moved, @Nullable Exception why) {
    if (why != null) {
      LOG.debug("the cashier's position could not be committed", why);
      moved.keySet().forEach(committed::remove);
    }
  }

  private void forget(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      OpenOffsets offsets = held.remove(partition);
      committed.remove(partition);
      if (offsets != null) {
        offsets.release();
      }
    }
  }

  /// Hands partitions over with what is answered; who takes them asks for the rest.
  private final class Rebalance implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;

    Rebalance(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      try {
        commit(consumer::commitSync);
      } catch (KafkaException e) {
        LOG.debug("the cashier's position could not be handed over", e);
      }
      forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      forget(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> held.put(partition, new OpenOffsets()));
    }
  }

  @Override
  public Optional<String> trouble() {
    if (thread == null) {
      return Optional.of("not started");
    }
    return failure == null ? Optional.empty() : Optional.of("stopped: " + failure);
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
    errands.close();
    provider.close();
  }
}
