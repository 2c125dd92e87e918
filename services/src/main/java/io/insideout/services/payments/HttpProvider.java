package io.insideout.services.payments;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentRequest;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Problem;
import io.insideout.services.payments.ProviderCalls.Reply;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A payment provider over HTTP, in the style of Stripe's API: a payment intent is created and
/// confirmed with manual capture, captured, cancelled, and refunded.
///
/// | it answers | that is |
/// |---|---|
/// | done, the intent is as wanted, and has a name | Approved |
/// | 402 | Declined |
/// | 400 or 404 | Declined: the same request will never be taken |
/// | 401, 403 | Unknown: the secret has to be mended |
/// | any other status, an error of the provider's own, an answer that makes no sense, none in time | Unknown |
///
/// What cannot be asked because its name cannot be read yet is Unknown as well: that nobody can say
/// whether money is held does not mean that none is.
final class HttpProvider implements PaymentProvider {
  /// Finds the provider's name for an order's payment.
  interface References {
    /// @return null where there is none: nothing that the provider did was ever approved
    /// @throws TimeoutException where nobody can say whether there is one
    @Nullable String of(String orderId) throws InterruptedException, TimeoutException;
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Intent(@Nullable String id, @Nullable String status, @Nullable Long amount) {
    private static final Pattern NAME = Pattern.compile("[!-~]{1,255}");

    /// What the provider calls it, if that is a name.
    @Nullable String name() {
      return id != null && NAME.matcher(id).matches() ? id : null;
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Failure(@Nullable Detail error) {
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Detail(
        @Nullable String type,
        @Nullable String message,
        @JsonProperty("decline_code") @Nullable String declineCode) {}
  }

  /// That it will never be done is said by these alone.
  private static final Set<Integer> FINAL = Set.of(400, 402, 404);

  /// These errors speak of the provider, or of how it was asked.
  private static final Set<String> NOT_FINAL = Set.of("api_error", "idempotency_error");

  private static final String INTENTS = "/v1/payment_intents";

  private final ProviderCalls calls;
  private final References references;

  HttpProvider(ProviderCalls calls, References references) {
    this.calls = calls;
    this.references = references;
  }

  @Override
  public Answer ask(PaymentRequest request, @Nullable PaymentRequest unanswered)
      throws InterruptedException {
    String known = null;
    try {
      // By being authorized it gets one.
      known =
          request.getKind() == PaymentKind.AUTHORIZE ? null : references.of(request.getOrderId());
      return switch (request.getKind()) {
        case AUTHORIZE -> authorize(request);
        case CAPTURE -> known == null ? unnamed() : capture(request, known);
        case REFUND -> known == null ? unnamed() : refund(request, known);
        case VOID -> known == null ? undo(request, unanswered) : cancel(request, known);
      };
    } catch (TimeoutException e) {
      return new Unknown("nobody knows yet what was answered before", null);
    } catch (IOException e) {
      return new Unknown("no answer: " + e.getClass().getSimpleName(), known);
    } catch (Problem e) {
      return new Unknown("an answer that makes no sense", known);
    }
  }

  private static Answer unnamed() {
    return new Unknown("nobody knows the provider's name for the payment", null);
  }

  private Answer authorize(PaymentRequest request) throws IOException, InterruptedException {
    OptionalLong amount = Units.of(request);
    if (amount.isEmpty()) {
      return new Declined("the currency has no such amount", null);
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("amount", String.valueOf(amount.getAsLong()));
    form.put("currency", Units.currency(request));
    card(request.getCardToken(), form);
    form.put("payment_method_types[]", "card");
    form.put("payment_method_options[card][request_multicapture]", "if_available");
    form.put("capture_method", "manual");
    form.put("confirm", "true");
    // The customer is not there to be asked for anything.
    form.put("error_on_requires_action", "true");
    origin(request, form);
    Reply reply = calls.post(INTENTS, request.getRequestId(), form);
    if (!reply.isDone()) {
      return refused(reply, null);
    }
    Intent intent = Json.read(reply.body(), Intent.class);
    return switch (String.valueOf(intent.status())) {
      // What has no name can never be taken: it is asked for again, and then may have one.
      case "requires_capture", "succeeded" ->
          intent.name() == null ? unnamed() : new Approved(intent.name());
      case "requires_payment_method", "requires_action", "canceled" ->
          new Declined("the payment is in state " + intent.status(), intent.name());
      default -> new Unknown("the payment is in state " + intent.status(), intent.name());
    };
  }

  /// A token stands for a card, anything else for a method that the provider keeps.
  private static void card(String token, Map<String, String> form) {
    if (token.startsWith("tok_")) {
      form.put("payment_method_data[type]", "card");
      form.put("payment_method_data[card][token]", token);
    } else {
      form.put("payment_method", token);
    }
  }

  private static void origin(PaymentRequest request, Map<String, String> form) {
    form.put("metadata[" + Webhook.ORDER_ID + "]", request.getOrderId());
    form.put("metadata[" + Webhook.REQUEST_ID + "]", request.getRequestId());
  }

  private Answer capture(PaymentRequest request, String intent)
      throws IOException, InterruptedException {
    OptionalLong amount = Units.of(request);
    if (amount.isEmpty()) {
      return new Declined("the currency has no such amount", intent);
    }
    Reply whole = calls.get(INTENTS + "/" + ProviderCalls.encoded(intent));
    if (!whole.isDone()) {
      return refused(whole, intent);
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("amount_to_capture", String.valueOf(amount.getAsLong()));
    // By the whole amount and not by what is left of it: the same key must carry the same form.
    Long authorized = Json.read(whole.body(), Intent.class).amount();
    if (authorized == null || authorized != amount.getAsLong()) {
      form.put("final_capture", "false");
    }
    return done(calls.post(path(intent, "/capture"), request.getRequestId(), form), intent);
  }

  private Answer cancel(PaymentRequest request, String intent)
      throws IOException, InterruptedException {
    Answer answer =
        done(calls.post(path(intent, "/cancel"), request.getRequestId(), Map.of()), intent);
    if (!(answer instanceof Declined)) {
      return answer;
    }
    // It may have been cancelled by itself, for it was held for too long.
    Reply standing = calls.get(INTENTS + "/" + ProviderCalls.encoded(intent));
    if (!standing.isDone()) {
      return refused(standing, intent);
    }
    return "canceled".equals(Json.read(standing.body(), Intent.class).status())
        ? new Approved(intent)
        : answer;
  }

  /// Nobody knows whether there is anything to undo: asked again under its own id, the provider
  /// tells, and does at most now what is undone next.
  private Answer undo(PaymentRequest request, @Nullable PaymentRequest unanswered)
      throws IOException, InterruptedException {
    if (unanswered == null) {
      return new Approved(null);
    }
    return switch (authorize(unanswered)) {
      case Approved(var intent) -> intent == null ? unnamed() : cancel(request, intent);
      case Declined(var _, var intent) -> new Approved(intent);
      case Unknown unknown -> unknown;
    };
  }

  private Answer refund(PaymentRequest request, String intent)
      throws IOException, InterruptedException {
    OptionalLong amount = Units.of(request);
    if (amount.isEmpty()) {
      return new Declined("the currency has no such amount", intent);
    }
    Map<String, String> form = new LinkedHashMap<>();
    form.put("payment_intent", intent);
    form.put("amount", String.valueOf(amount.getAsLong()));
    origin(request, form);
    Reply reply = calls.post("/v1/refunds", request.getRequestId(), form);
    if (!reply.isDone()) {
      return refused(reply, intent);
    }
    String status = String.valueOf(Json.read(reply.body(), Intent.class).status());
    return switch (status) {
      case "succeeded", "pending" -> new Approved(intent);
      case "failed", "canceled" -> new Declined("the refund is in state " + status, intent);
      default -> new Unknown("the refund is in state " + status, intent);
    };
  }

  private static String path(String intent, String step) {
    return INTENTS + "/" + ProviderCalls.encoded(intent) + step;
  }

  private static Answer done(Reply reply, String intent) {
    return reply.isDone() ? new Approved(intent) : refused(reply, intent);
  }

  private static Answer refused(Reply reply, @Nullable String intent) {
    int status = reply.status();
    if (status == 401 || status == 403) {
      return new Unknown("the provider does not take the secret (" + status + ")", intent);
    }
    if (!FINAL.contains(status)) {
      return new Unknown("the provider answers " + status, intent);
    }
    Failure.Detail detail = Json.read(reply.body(), Failure.class).error();
    if (detail == null || NOT_FINAL.contains(String.valueOf(detail.type()))) {
      return new Unknown("the provider answers " + status, intent);
    }
    String message = detail.message() == null ? "refused (" + status + ")" : detail.message();
    return new Declined(
        detail.declineCode() == null ? message : message + " (" + detail.declineCode() + ")",
        intent);
  }

  @Override
  public void close() {
    calls.close();
  }
}
