package io.insideout.services.webhooks;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.runtime.Metrics;
import io.insideout.runtime.delivery.DeadLetterWriter;
import io.insideout.runtime.delivery.GroupReader;
import io.insideout.runtime.delivery.Lines;
import io.insideout.runtime.delivery.OpenOffsets;
import io.insideout.runtime.log.Redriven;
import io.insideout.services.webhooks.Standing.Failure;
import io.insideout.services.webhooks.Standing.Success;
import io.insideout.services.webhooks.http.Outcome;
import io.insideout.services.webhooks.http.Outcome.Away;
import io.insideout.services.webhooks.http.Outcome.Delivered;
import io.insideout.services.webhooks.http.Outcome.Gone;
import io.insideout.services.webhooks.http.Outcome.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the versions of orders to one subscriber: those of an order one after the other, those of
/// different orders side by side. What is not taken is sent again, with pauses, under the same id,
/// until it is: nothing is given up. One event that is refused for a day while others get through
/// is a dead letter, and its order goes on.
final class Deliveries implements GroupReader.Work {
  /// How many calls are on their way at most; whoever pauses is not one of them.
  private static final int MOST_CALLS = 16;

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private final String group;
  private final Set<OrderState> wanted;
  private final Deserializer<Order> orders;
  private final Subscriber subscriber;
  private final Pace pace;
  private final DeadLetterWriter letters;
  private final Standing standing;
  private final InstantSource clock;
  private final Lines<Delivery> lines;
  private final Presence presence;
  private final Semaphore calls = new Semaphore(MOST_CALLS);
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger failing = new AtomicInteger();

  /// @param group whose position it is, which is whom a dead letter is sent again to
  /// @param wanted the states of the versions that are sent; empty for all
  /// @param standing is told what comes of it
  Deliveries(
      String group,
      Collection<OrderState> wanted,
      Deserializer<Order> orders,
      Subscriber subscriber,
      Pace pace,
      DeadLetterWriter letters,
      Standing standing,
      InstantSource clock) {
    this.group = group;
    this.wanted = Set.copyOf(wanted);
    this.orders = orders;
    this.subscriber = subscriber;
    this.pace = pace;
    this.letters = letters;
    this.standing = standing;
    this.clock = clock;
    this.lines = new Lines<>(group, (delivery, _) -> deliver(delivery));
    this.presence = new Presence(pace);
  }

  /// How many events were read and are not delivered.
  int waiting() {
    return waiting.get();
  }

  /// How many of these were sent, and not taken.
  int failing() {
    return failing.get();
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record, OpenOffsets offsets) {
    if (record.value() == null || Redriven.isForAnother(record.headers(), group)) {
      return;
    }
    Order order;
    try {
      order = orders.deserialize(record.topic(), record.value());
    } catch (SerializationException e) {
      Metrics.EVENTS_PASSED_OVER.inc();
      LOG.warn(
          "{} passes {}/{}/{} over, which does not decode: {}",
          group,
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return;
    }
    if (wanted.isEmpty() || wanted.contains(order.getState())) {
      lines.add(order.getOrderId(), new Delivery(record, OrderEvent.of(record, order), offsets));
    }
  }

  private void deliver(Delivery delivery) throws InterruptedException {
    try {
      Duration pause = attempt(delivery);
      while (pause != null) {
        delivery.pause(pause);
        pause = attempt(delivery);
      }
    } finally {
      left(delivery);
    }
  }

  /// @return for how long to wait before the next, or null where there is none
  private @Nullable Duration attempt(Delivery delivery) throws InterruptedException {
    Outcome outcome = call(delivery);
    return switch (outcome) {
      case null -> null;
      case Delivered _ -> {
        standing.succeeded(new Success(delivery.envelope().eventId(), clock.instant()));
        delivery.done();
        yield null;
      }
      case Gone _ -> {
        subscriber.isGone();
        yield failed(delivery, "it answers 410: it wants nothing any more", Duration.ZERO);
      }
      case Refused(var why, var asked) -> failed(delivery, why, asked);
      case Away(var why, var asked) -> failed(delivery, why, asked);
    };
  }

  /// @return null where it is somebody else's to bring now
  private @Nullable Outcome call(Delivery delivery) throws InterruptedException {
    calls.acquire();
    try {
      return presence.call(() -> delivery.isHeld() ? subscriber.send(delivery.envelope()) : null);
    } finally {
      calls.release();
    }
  }

  private @Nullable Duration failed(Delivery delivery, String why, Duration asked)
      throws InterruptedException {
    Instant now = clock.instant();
    boolean hopeless = delivery.isHopeless(now, pace.parkAfter(), standing);
    int attempts = delivery.failed(now);
    if (attempts == 1 && failing.getAndIncrement() == 0) {
      LOG.warn("{}: an event is not taken, and is sent again: {}", group, why);
    }
    Duration pause = pace.pause(attempts, asked);
    boolean parked = hopeless && parked(delivery, why, attempts);
    standing.failed(
        new Failure(
            delivery.envelope().eventId(), now, why, attempts, parked ? null : now.plus(pause)));
    return parked ? null : pause;
  }

  /// Whether the letter is durable; else it is tried again with the event.
  private boolean parked(Delivery delivery, String why, int attempts) throws InterruptedException {
    try {
      letters.park(
          delivery.record(),
          "the subscriber refused it %d times, and took others: %s".formatted(attempts, why));
    } catch (KafkaException e) {
      LOG.warn("{}: event {} cannot be set aside", group, delivery.envelope().eventId(), e);
      return false;
    }
    delivery.done();
    return true;
  }

  private void left(Delivery delivery) {
    if (delivery.hasFailed() && failing.decrementAndGet() == 0) {
      LOG.info("{}: all that was not taken is delivered", group);
    }
  }

  @Override
  public void open(int records) {
    Metrics.OPEN_EVENTS.inc(records - waiting.getAndSet(records));
  }

  @Override
  public Optional<String> trouble() {
    return lines.trouble();
  }

  @Override
  public void close() {
    lines.close();
  }
}
