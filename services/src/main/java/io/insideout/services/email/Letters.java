package io.insideout.services.email;

import static io.insideout.catalog.EmailKind.CONFIRMATION;
import static io.insideout.catalog.EmailKind.REMINDER;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Email;
import io.insideout.catalog.EmailKind;
import io.insideout.runtime.stream.GlobalTable;
import io.insideout.runtime.stream.TableLookup;
import io.insideout.runtime.stream.WaitingRoom;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Writes the letters that there is an occasion for. One to a customer whom the table does not know
/// waits for a grace time: order details knew the customer, so it is the table that is behind.
///
/// What waits is what is known of the order once it is written, with the purchase that it is about,
/// under the letter's own id: an order has one of each kind.
final class Letters {
  private final String waitingRoom;
  private final GlobalTable<Customer> customersTable;
  private final Duration grace;
  private ProcessorContext<String, Email> context;
  private TableLookup<Customer> customers;
  private WaitingRoom<Correspondence> unaddressed;

  @SuppressWarnings("NullAway.Init") // they are opened before anything else
  Letters(String waitingRoom, GlobalTable<Customer> customersTable, Duration grace) {
    this.waitingRoom = waitingRoom;
    this.customersTable = customersTable;
    this.grace = grace;
  }

  void open(ProcessorContext<String, Email> context) {
    this.context = context;
    customers = customersTable.lookup(context);
    unaddressed = WaitingRoom.open(context, waitingRoom, this::write);
  }

  /// Writes one, now or as soon as it can be addressed.
  void write(Record<String, ?> event, Occasion.Letter letter) {
    Correspondence after = letter.after();
    Correspondence due =
        new Correspondence(
            letter.about(),
            after.getAuthorized(),
            after.getSettled(),
            after.getConfirmed(),
            after.getReminded());
    Record<String, Correspondence> one =
        event.withKey(LetterText.id(event.key(), letter.kind())).withValue(due);
    if (!write(one, Duration.ZERO)) {
      unaddressed.admit(one);
    }
  }

  /// @return false if it has to wait for its customer
  private boolean write(Record<String, Correspondence> due, Duration waited) {
    Purchase about = due.value().getPurchase();
    Optional<String> customerId = Optional.ofNullable(about.getCustomerId());
    Optional<Customer> customer = customerId.flatMap(customers::find);
    if (customerId.isPresent() && customer.isEmpty() && waited.compareTo(grace) < 0) {
      return false;
    }
    EmailKind kind = due.value().getConfirmed() ? CONFIRMATION : REMINDER;
    String orderId = LetterText.orderId(due.key());
    context.forward(due.withKey(orderId).withValue(LetterText.of(orderId, kind, about, customer)));
    return true;
  }
}
