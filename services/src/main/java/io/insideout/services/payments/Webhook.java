package io.insideout.services.payments;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Secret;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.log.Publisher;
import io.insideout.services.payments.PaymentProvider.Approved;
import io.insideout.services.payments.PaymentProvider.Declined;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// What the provider tells by itself: signed events over HTTP, each made an answer to the request
/// that it names. It is acknowledged once that is in the log, so what is not acknowledged is told
/// again; told twice, it changes nothing, for the books take the first answer. That a refund has
/// failed after all, and that money is not held any more though nobody asked for that, is taken as
/// well: nobody else would tell.
///
/// | event | answers |
/// |---|---|
/// | `payment_intent.amount_capturable_updated` | AUTHORIZE: approved |
/// | `payment_intent.payment_failed` | AUTHORIZE: declined |
/// | `payment_intent.canceled` | VOID: approved |
/// | `refund.updated`, `refund.failed`, where it has succeeded or failed | REFUND |
/// | any other, or one that names no request of ours | nothing: it is acknowledged and passed over |
record Webhook(Publisher publisher, Optional<Secret> secret, InstantSource clock) {
  /// Where the provider keeps the order's id for us.
  static final String ORDER_ID = "order_id";

  /// Where it keeps the request's.
  static final String REQUEST_ID = "request_id";

  private static final Map<String, Boolean> RECEIVED = Map.of("received", true);

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Event(@Nullable String type, @Nullable Long created, @Nullable Data data) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Data(@Nullable Subject object) {}

  /// A payment intent or a refund.
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Subject(
      @Nullable String id,
      @Nullable String status,
      @Nullable Long amount,
      @Nullable String currency,
      @JsonProperty("payment_intent") @Nullable String paymentIntent,
      @Nullable Map<String, String> metadata,
      @JsonProperty("last_payment_error") HttpProvider.Failure.@Nullable Detail lastError) {

    String kept(String name) {
      String text = metadata == null ? null : metadata.get(name);
      return text == null ? "" : text;
    }
  }

  Answer take(Request request) throws InterruptedException {
    if (secret.isEmpty()) {
      throw Problem.unavailable("the secret of the provider's messages is not set");
    }
    byte[] body = request.bytes();
    Signature signature = Signature.parse(request.header("Stripe-Signature").orElse(""));
    if (!signature.fits(body, secret.get(), clock.instant())) {
      throw Problem.invalid("Stripe-Signature", "does not fit the body, or is too old");
    }
    Event event = Json.read(body, Event.class);
    Optional<Authorization> told = told(event);
    if (told.isPresent()) {
      publish(told.get(), event, request);
    }
    return Answer.json(RECEIVED);
  }

  private void publish(Authorization told, Event event, Request request)
      throws InterruptedException {
    long atMillis = event.created() == null ? clock.millis() : event.created() * 1_000;
    try {
      var _ =
          publisher
              .publish(Topics.AUTHORIZATIONS, told.getOrderId(), told, atMillis, request.trace())
              .get();
    } catch (ExecutionException e) {
      throw Problem.unavailable("the log does not take it at this moment");
    }
  }

  static Optional<Authorization> told(Event event) {
    Subject subject = event.data() == null ? null : event.data().object();
    if (subject == null) {
      return Optional.empty();
    }
    String name = new HttpProvider.Intent(subject.id(), null, null).name();
    String declined =
        subject.lastError() == null || subject.lastError().message() == null
            ? "the card is declined"
            : subject.lastError().message();
    return switch (String.valueOf(event.type())) {
      // What has no name can never be taken.
      case "payment_intent.amount_capturable_updated" ->
          name == null
              ? Optional.empty()
              : answer(subject, PaymentKind.AUTHORIZE, new Approved(name));
      case "payment_intent.payment_failed" ->
          answer(subject, PaymentKind.AUTHORIZE, new Declined(declined, name));
      case "payment_intent.canceled" -> answer(subject, PaymentKind.VOID, new Approved(name));
      case "refund.updated", "refund.failed" -> refund(subject);
      default -> Optional.empty();
    };
  }

  private static Optional<Authorization> refund(Subject subject) {
    return switch (String.valueOf(subject.status())) {
      case "succeeded" ->
          answer(subject, PaymentKind.REFUND, new Approved(subject.paymentIntent()));
      case "failed", "canceled" ->
          answer(
              subject,
              PaymentKind.REFUND,
              new Declined("the refund is in state " + subject.status(), subject.paymentIntent()));
      default -> Optional.empty();
    };
  }

  /// A cancelled payment names the request that authorized it.
  private static Optional<Authorization> answer(
      Subject subject, PaymentKind kind, PaymentProvider.Answer answer) {
    String orderId = subject.kept(ORDER_ID);
    String requestId = kind == PaymentKind.VOID ? Claims.voidId(orderId) : subject.kept(REQUEST_ID);
    if (orderId.isEmpty() || !requestId.startsWith(orderId + "/")) {
      return Optional.empty();
    }
    String currency = subject.currency() == null ? "" : subject.currency();
    long amount =
        subject.amount() == null || kind == PaymentKind.VOID
            ? 0
            : Units.minor(subject.amount(), currency).orElse(0);
    // The card is the provider's to know; whoever books this goes by the request.
    PaymentRequest asked =
        new PaymentRequest(requestId, orderId, kind, "", currency.toUpperCase(Locale.ROOT), amount);
    return Optional.of(Attempts.of(asked, answer, Attempts.TOLD));
  }
}
