package io.insideout.services.email;

import static io.insideout.catalog.Topics.CUSTOMERS;
import static io.insideout.catalog.Topics.EMAILS;
import static io.insideout.catalog.Topics.ORDERS;
import static io.insideout.catalog.Topics.PAYMENTS;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Email;
import io.insideout.catalog.Order;
import io.insideout.runtime.Environment;
import io.insideout.runtime.stream.GlobalTable;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.TopologyWriter;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// Orders and their payments meet under the order's id, whichever comes first and however late, and
/// what is to be written to the customer is written once.
public final class EmailService implements StreamsService {
  private final Duration remindAfter;
  private final Duration grace;
  private final String smtpUrl;
  private final String from;

  /// @param remindAfter how long a customer is waited for before being reminded, by the wall clock
  /// @param grace how long a customer whom the table does not know is waited for, by the wall clock
  /// @param smtpUrl the mail server that the outbox is sent by, or empty to leave it in the log
  /// @param from the sender's address
  public EmailService(Duration remindAfter, Duration grace, String smtpUrl, String from) {
    this.remindAfter = remindAfter;
    this.grace = grace;
    this.smtpUrl = smtpUrl;
    this.from = from;
  }

  @Override
  public String name() {
    return "email";
  }

  @Override
  public Topology topology(TopologyWriter writer) {
    GlobalTable<Customer> customers = writer.globalTable(CUSTOMERS);
    String correspondence = writer.store("correspondence", Correspondence.class);
    String unpaid = writer.waitingRoom("awaited-payments", AwaitedPayment.class);
    String unaddressed = writer.waitingRoom("unaddressed", Correspondence.class);
    KStream<String, SpecificRecord> orders =
        writer.streamOfAny(ORDERS).filter(EmailService::concerns, Named.as("validated-or-ended"));
    KStream<String, SpecificRecord> payments = writer.streamOfAny(PAYMENTS);
    KStream<String, Email> emails =
        orders
            .merge(payments, Named.as("orders-and-payments"))
            .process(
                () ->
                    new EmailProcessor(
                        correspondence,
                        unpaid,
                        remindAfter,
                        new Letters(unaddressed, customers, grace)),
                Named.as("write-to-the-customer"),
                correspondence,
                unpaid,
                unaddressed);
    writer.write(emails, EMAILS);
    return writer.build();
  }

  @Override
  public Assembled assemble(Environment environment) {
    return EmailAssembly.of(this, environment, smtpUrl, from);
  }

  private static boolean concerns(String orderId, SpecificRecord order) {
    return switch (((Order) order).getState()) {
      case VALIDATED, CANCELLED, EXPIRED, PAYMENT_FAILED -> true;
      case REQUESTED, REJECTED, PAID, SHIPPED, DELIVERED, RETURNED -> false;
    };
  }
}
