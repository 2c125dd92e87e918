package io.insideout.services.payments;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Order;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Keeps the book of each order, and forwards what follows from an entry.
final class PaymentProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {
  private final String bookStore;
  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, PaymentBook> books;

  @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
  PaymentProcessor(String bookStore) {
    this.bookStore = bookStore;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    books = processorContext.getStateStore(bookStore);
  }

  @Override
  public void process(Record<String, SpecificRecord> fact) {
    PaymentBook book = books.get(fact.key());
    Posting posting =
        switch (fact.value()) {
          case Order order -> Posting.of(book, order);
          case Authorization attempt -> Posting.of(book, attempt);
          case SpecificRecord other ->
              throw new IllegalStateException("nobody knows what to do with " + other.getSchema());
        };
    switch (posting) {
      case Posting.Unchanged() -> {}
      case Posting.Posted(var after, var requests, var payments) -> {
        books.put(fact.key(), after);
        requests.forEach(request -> context.forward(fact.withValue(request)));
        payments.forEach(payment -> context.forward(fact.withValue(payment)));
      }
    }
  }
}
