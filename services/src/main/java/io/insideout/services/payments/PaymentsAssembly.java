package io.insideout.services.payments;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Payment;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Environment;
import io.insideout.runtime.InTurn;
import io.insideout.runtime.Part;
import io.insideout.runtime.Secret;
import io.insideout.runtime.Service.Assembled;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.delivery.Backoff;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.view.RowKeys;
import io.insideout.runtime.view.View;
import io.insideout.runtime.view.ViewResource;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the payments service is made of: its topology, its cashier with a provider, its view, and
/// the door at which the provider tells what it has to tell.
final class PaymentsAssembly {
  /// The provider that moves no money.
  static final String SIMULATED = "simulated";

  /// The environment variable of the secret that the provider knows us by.
  static final String SECRET = "INSIDEOUT_PAYMENT_SECRET";

  /// The environment variable of the secret that the provider signs its messages with.
  static final String WEBHOOK_SECRET = "INSIDEOUT_PAYMENT_WEBHOOK_SECRET";

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

  private PaymentsAssembly() {}

  static Assembled of(
      StreamsService service,
      Environment inside,
      String provider,
      Map<String, String> environment) {
    View<Payment> payments =
        new View<>(
            Topics.PAYMENTS,
            inside.viewDirectory().resolve("payments"),
            inside.log(),
            inside.schemas(),
            _ -> List.of(),
            RowKeys.ofRecords(),
            inside.peers().share(Topics.PAYMENTS));
    List<Part> parts = new ArrayList<>(List.of(service.running(inside), payments));
    if (provider.equals(SIMULATED)) {
      parts.add(
          cashier(inside, new SimulatedProvider(told -> tell(inside, told)), Answered.NOTHING));
    } else {
      parts.add(overHttp(inside, provider, environment));
    }
    Webhook webhook =
        new Webhook(
            inside.publisher(), Secret.of(WEBHOOK_SECRET, environment), InstantSource.system());
    List<Route> routes =
        new ArrayList<>(
            List.of(
                Route.get("/api/payments/{orderId}", new PaymentReader(payments)::get),
                // Who sends it signs it.
                Route.post("/api/payments/webhook", webhook::take).forAnybody()));
    routes.addAll(new ViewResource(payments).routes());
    return new Assembled(parts, routes);
  }

  private static Part overHttp(
      Environment inside, String provider, Map<String, String> environment) {
    Secret secret =
        Secret.of(SECRET, environment)
            .orElseThrow(
                () ->
                    new StartFailure(
                        "Setting 'payment-provider' is %s, and nobody knows the secret for it. Put it into the environment variable %s, or into a file that %s_FILE leads to."
                            .formatted(provider, SECRET, SECRET)));
    AnswersInLog answers = AnswersInLog.of(inside);
    ProviderCalls calls = new ProviderCalls(URI.create(provider), secret, ANSWER_WITHIN);
    Cashier cashier = cashier(inside, new HttpProvider(calls, answers), answers);
    return new InTurn(cashier.name(), List.of(answers.view(), cashier));
  }

  private static Cashier cashier(Environment inside, PaymentProvider provider, Answered answered) {
    return new Cashier(
        inside.log(),
        inside.schemas(),
        inside.streams().instance(),
        inside.publisher(),
        provider,
        answered,
        Backoff.PATIENT);
  }

  private static void tell(Environment inside, Authorization told) {
    var _ =
        inside
            .publisher()
            .publish(
                Topics.AUTHORIZATIONS,
                told.getOrderId(),
                told,
                System.currentTimeMillis(),
                Traceparent.random());
  }
}
