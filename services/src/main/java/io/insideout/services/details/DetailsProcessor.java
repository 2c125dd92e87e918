package io.insideout.services.details;

import static java.util.Objects.requireNonNull;

import io.insideout.catalog.Check;
import io.insideout.catalog.Customer;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.Product;
import io.insideout.runtime.stream.GlobalTable;
import io.insideout.runtime.stream.TableLookup;
import io.insideout.runtime.stream.WaitingRoom;
import io.insideout.services.details.OrderSense.Sound;
import io.insideout.services.details.OrderSense.Unsettled;
import io.insideout.services.details.OrderSense.Unsound;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Answers orders: at once, or when the tables know what they name, or when the grace time is over.
final class DetailsProcessor implements Processor<String, Order, String, OrderValidation> {
  private final Duration grace;
  private final String waitingRoom;
  private final GlobalTable<Product> productsTable;
  private final GlobalTable<Customer> customersTable;
  private @Nullable ProcessorContext<String, OrderValidation> context;
  private @Nullable TableLookup<Product> products;
  private @Nullable TableLookup<Customer> customers;
  private @Nullable WaitingRoom<Order> waiting;

  DetailsProcessor(
      Duration grace,
      String waitingRoom,
      GlobalTable<Product> productsTable,
      GlobalTable<Customer> customersTable) {
    this.grace = grace;
    this.waitingRoom = waitingRoom;
    this.productsTable = productsTable;
    this.customersTable = customersTable;
  }

  @Override
  public void init(ProcessorContext<String, OrderValidation> context) {
    this.context = context;
    products = productsTable.lookup(context);
    customers = customersTable.lookup(context);
    waiting = WaitingRoom.open(context, waitingRoom, this::answer);
  }

  @Override
  public void process(Record<String, Order> record) {
    if (!answer(record, Duration.ZERO)) {
      requireNonNull(waiting).admit(record);
    }
  }

  private boolean answer(Record<String, Order> record, Duration waited) {
    Order order = record.value();
    switch (OrderSense.of(order, requireNonNull(customers)::find, requireNonNull(products)::find)) {
      case Sound() -> forward(record, Outcome.PASS, null);
      case Unsound(var flaws) -> forward(record, Outcome.FAIL, FlawText.of(flaws));
      case Unsettled(var flaws) when waited.compareTo(grace) >= 0 ->
          forward(record, Outcome.FAIL, FlawText.of(flaws));
      case Unsettled _ -> {
        return false;
      }
    }
    return true;
  }

  // Avro's classes are not annotated: a reason may be null in the schema.
  @SuppressWarnings("NullAway")
  private void forward(Record<String, Order> record, Outcome outcome, @Nullable String reason) {
    OrderValidation answer =
        new OrderValidation(
            record.value().getOrderId(),
            Check.DETAILS,
            List.of("order"),
            outcome,
            reason,
            List.of(),
            List.of());
    requireNonNull(context).forward(record.withValue(answer));
  }
}
