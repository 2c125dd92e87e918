package io.insideout.services.payments;

import static io.insideout.catalog.Topics.AUTHORIZATIONS;
import static io.insideout.catalog.Topics.PAYMENT_REQUESTS;

import io.insideout.runtime.Part;
import io.insideout.runtime.delivery.Backoff;
import io.insideout.runtime.delivery.GroupReader;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Right;
import io.insideout.runtime.schema.Schemas;
import java.util.List;
import java.util.Optional;

/// Reads what the provider is to be asked, asks, and writes every answer to the log.
///
/// Its position moves only over what is answered in the log. So wherever it is killed, the next
/// start asks again for what may have been done, under the same ids, and an answer may stand in the
/// log twice; whoever reads it takes the first. What is so old that the provider may have forgotten
/// its id is looked up in the log first.
final class Cashier implements Part {
  static final String GROUP = PaymentsService.CASHIER;

  private final PaymentProvider provider;
  private final GroupReader reader;

  /// @param instance names this process among others of the same service
  /// @param publisher writes the answers
  /// @param answered what the log has already
  Cashier(
      LogClient log,
      Schemas schemas,
      String instance,
      Publisher publisher,
      PaymentProvider provider,
      Answered answered,
      Backoff backoff) {
    this.provider = provider;
    this.reader =
        new GroupReader(
            log,
            GROUP,
            instance,
            PAYMENT_REQUESTS,
            new Errands(provider, schemas, publisher, answered, backoff));
  }

  @Override
  public String name() {
    return "cashier";
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public Optional<String> trouble() {
    return reader.trouble();
  }

  @Override
  public Optional<Flow> flow() {
    return Optional.of(
        Flow.OfGroup.reading(GROUP, PAYMENT_REQUESTS.name()).writing(AUTHORIZATIONS.name()));
  }

  @Override
  public List<Right> rights() {
    return reader.rights();
  }

  @Override
  public void close() {
    reader.close();
    provider.close();
  }
}
