package io.insideout.services.email;

import static io.insideout.catalog.OrderState.VALIDATED;
import static io.insideout.runtime.stream.WaitingRoom.Clock.WALL;

import io.insideout.catalog.Email;
import io.insideout.catalog.Order;
import io.insideout.catalog.Payment;
import io.insideout.runtime.stream.WaitingRoom;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Keeps what is known of each order, asks whether there is an occasion to write, and writes.
final class EmailProcessor implements Processor<String, SpecificRecord, String, Email> {
  private final String correspondenceStore;
  private final String waitingRoom;
  private final Duration remindAfter;
  private final Letters letters;
  private KeyValueStore<String, Correspondence> correspondence;
  private WaitingRoom<AwaitedPayment> waiting;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  EmailProcessor(
      String correspondenceStore, String waitingRoom, Duration remindAfter, Letters letters) {
    this.correspondenceStore = correspondenceStore;
    this.waitingRoom = waitingRoom;
    this.remindAfter = remindAfter;
    this.letters = letters;
  }

  @Override
  public void init(ProcessorContext<String, Email> context) {
    correspondence = context.getStateStore(correspondenceStore);
    waiting = WaitingRoom.open(context, waitingRoom, WALL, remindAfter, this::remind);
    letters.open(context);
  }

  @Override
  public void process(Record<String, SpecificRecord> event) {
    Correspondence known = correspondence.get(event.key());
    switch (event.value()) {
      case Order order -> {
        take(event, Occasion.order(known, order));
        awaitPayment(event, order);
      }
      case Payment payment -> take(event, Occasion.payment(known, payment));
      case SpecificRecord other ->
          throw new IllegalStateException("nobody knows what to do with " + other.getSchema());
    }
  }

  private void awaitPayment(Record<String, ?> event, Order order) {
    Correspondence now = correspondence.get(event.key());
    if (order.getState() == VALIDATED && now != null && !now.getSettled() && !now.getReminded()) {
      waiting.admit(event.withValue(new AwaitedPayment(order.getVersion())));
    }
  }

  private boolean remind(Record<String, AwaitedPayment> waiter, Duration waited) {
    take(waiter, Occasion.waited(correspondence.get(waiter.key())));
    return true;
  }

  private void take(Record<String, ?> event, Occasion occasion) {
    switch (occasion) {
      case Occasion.None(var after) -> keep(event.key(), after);
      case Occasion.Letter letter -> {
        keep(event.key(), letter.after());
        letters.write(event, letter);
      }
    }
  }

  private void keep(String orderId, @Nullable Correspondence after) {
    if (after != null) {
      correspondence.put(orderId, after);
      if (after.getSettled()) {
        waiting.dismiss(orderId);
      }
    }
  }
}
