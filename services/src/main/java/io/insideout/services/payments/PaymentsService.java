package io.insideout.services.payments;

import static io.insideout.catalog.Topics.AUTHORIZATIONS;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.PAYMENTS;
import static io.insideout.catalog.Topics.PAYMENT_REQUESTS;

import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentRequest;
import io.insideout.runtime.Environment;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// Makes the payment follow the order: what an order wants is written as a request before anybody
/// asks the provider, what the provider answers is booked once, and how the payment stands is
/// written whole. The cashier asks, beside the topology: nothing in a transaction waits for a
/// provider.
public final class PaymentsService implements StreamsService {
  /// The consumer group of those who ask the provider.
  public static final String CASHIER = "payments-cashier";

  private final String provider;
  private final Map<String, String> environment;

  /// @param provider `simulated`, or the address of a provider's HTTP API
  /// @param environment where the secrets are: variables of the process by their names
  public PaymentsService(String provider, Map<String, String> environment) {
    this.provider = provider;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public String name() {
    return "payments";
  }

  @Override
  public Topology topology(TopologyWriter writer) {
    String books = writer.store("books", PaymentBook.class);
    KStream<String, SpecificRecord> orders = writer.streamOfAny(ORDERS);
    KStream<String, SpecificRecord> answers = writer.streamOfAny(AUTHORIZATIONS);
    KStream<String, SpecificRecord> posted =
        orders
            .merge(answers, Named.as("orders-and-answers"))
            .process(() -> new PaymentProcessor(books), Named.as("keep-the-books"), books);
    writer.write(TopologyWriter.only(PaymentRequest.class, posted, "requests"), PAYMENT_REQUESTS);
    writer.write(TopologyWriter.only(Payment.class, posted, "standings"), PAYMENTS);
    return writer.build();
  }

  @Override
  public Assembled assemble(Environment inside) {
    return PaymentsAssembly.of(this, inside, provider, environment);
  }
}
