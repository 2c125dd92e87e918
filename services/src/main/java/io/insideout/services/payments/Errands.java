package io.insideout.services.payments;

import static io.insideout.catalog.Topics.PAYMENT_REQUESTS;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Metrics;
import io.insideout.runtime.delivery.Backoff;
import io.insideout.runtime.delivery.DeadLetterWriter;
import io.insideout.runtime.delivery.GroupReader;
import io.insideout.runtime.delivery.Line;
import io.insideout.runtime.delivery.Lines;
import io.insideout.runtime.delivery.OpenOffsets;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.schema.Schemas;
import io.insideout.services.payments.PaymentProvider.Answer;
import io.insideout.services.payments.PaymentProvider.Approved;
import io.insideout.services.payments.PaymentProvider.Unknown;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings requests to the provider and answers to the log: those of an order one after the other,
/// those of different orders side by side. What is not answered is asked again, with pauses, until
/// it is; a VOID does not wait for an AUTHORIZE that nobody answers, and settles it as well. What
/// is not new is asked only where the log has no answer to it. What does not decode is a dead
/// letter.
final class Errands implements GroupReader.Work {
  private static final String SERVICE = "payments";

  /// How many calls are on their way to the provider at most; whoever pauses is not one of them.
  private static final int MOST_CALLS = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

  private final PaymentProvider provider;
  private final Deserializer<PaymentRequest> requests;
  private final Publisher publisher;
  private final DeadLetterWriter letters;
  private final Answered answered;
  private final Backoff backoff;
  private final Lines<Errand> lines = new Lines<>("cashier", this::settle);
  private final Semaphore calls = new Semaphore(MOST_CALLS);

  /// @param publisher writes the answers
  /// @param answered what the log has already
  Errands(
      PaymentProvider provider,
      Schemas schemas,
      Publisher publisher,
      Answered answered,
      Backoff backoff) {
    this.provider = provider;
    this.requests = schemas.serde(PAYMENT_REQUESTS).deserializer();
    this.publisher = publisher;
    this.letters = new DeadLetterWriter(publisher, SERVICE, SERVICE);
    this.answered = answered;
    this.backoff = backoff;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record, OpenOffsets offsets)
      throws InterruptedException {
    try {
      if (record.key() == null || record.value() == null) {
        throw new SerializationException(
            "the record has no " + (record.key() == null ? "key" : "value"));
      }
      PaymentRequest request = requests.deserialize(record.topic(), record.value());
      offsets.open(record.offset(), record.value().length);
      lines.add(request.getOrderId(), new Errand(record, request, offsets));
    } catch (SerializationException e) {
      letters.park(record, e);
    }
  }

  private void settle(Errand errand, Line<Errand> line) throws InterruptedException {
    var _ = settle(errand, null, line);
  }

  /// Asks until there is an answer.
  ///
  /// @return null where the errand is somebody else's now, or was answered before
  private @Nullable Answer settle(
      Errand errand, @Nullable PaymentRequest unanswered, Line<Errand> line)
      throws InterruptedException {
    if (isAnswered(errand)) {
      errand.answered();
      return null;
    }
    for (int attempt = 1; errand.offsets().isHeld(); attempt++) {
      Answer answer = ask(errand.request(), unanswered);
      publish(errand, Attempts.of(errand.request(), answer, attempt));
      if (!(answer instanceof Unknown)) {
        errand.answered();
        return answer;
      }
      Errand undo =
          line.await(
              later -> errand.is(PaymentKind.AUTHORIZE) && later.is(PaymentKind.VOID),
              backoff.after(attempt));
      if (undo != null && settle(undo, errand.request(), line) instanceof Approved undone) {
        errand.answered();
        return undone;
      }
    }
    return null;
  }

  private boolean isAnswered(Errand errand) throws InterruptedException {
    for (int failed = 1; !errand.isNew() && errand.offsets().isHeld(); failed++) {
      try {
        return answered.has(errand.request());
      } catch (TimeoutException | RuntimeException e) {
        LOG.warn(
            "request {}: nobody knows whether it was answered before: {}",
            errand.request().getRequestId(),
            e.getMessage());
        errand.offsets().pause(backoff.after(failed));
      }
    }
    return false;
  }

  private Answer ask(PaymentRequest request, @Nullable PaymentRequest unanswered)
      throws InterruptedException {
    calls.acquire();
    long beganNanos = System.nanoTime();
    try {
      Answer answer = called(request, unanswered);
      Metrics.PROVIDER_CALL_SECONDS
          .labelValues(answer.outcome().name())
          .observe((System.nanoTime() - beganNanos) / 1e9);
      return answer;
    } finally {
      calls.release();
    }
  }

  private Answer called(PaymentRequest request, @Nullable PaymentRequest unanswered)
      throws InterruptedException {
    try {
      return provider.ask(request, unanswered);
    } catch (RuntimeException e) {
      LOG.error("request {}: the provider's client fails", request.getRequestId(), e);
      return new Unknown("the provider's client fails: " + e.getClass().getSimpleName(), null);
    }
  }

  private void publish(Errand errand, Authorization attempt) throws InterruptedException {
    for (int failed = 1; errand.offsets().isHeld(); failed++) {
      try {
        var _ =
            publisher
                .publishFrom(errand.record(), Topics.AUTHORIZATIONS, attempt.getOrderId(), attempt)
                .get();
        return;
      } catch (ExecutionException | RuntimeException e) {
        // The provider has answered: whatever becomes of the log, that is not asked again.
        LOG.warn("request {}: the answer cannot be written", attempt.getRequestId(), e);
        errand.offsets().pause(backoff.after(failed));
      }
    }
  }

  @Override
  public void open(int records) {
    Metrics.OPEN_PAYMENT_REQUESTS.set(records);
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
