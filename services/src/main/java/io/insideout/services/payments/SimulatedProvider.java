package io.insideout.services.payments;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentRequest;
import io.insideout.runtime.Recent;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A provider for trying out and for tests: it moves no money, and the beginning of a card's token
/// says how it behaves.
///
/// | token begins with | what happens |
/// |---|---|
/// | `tok-decline` | AUTHORIZE is declined |
/// | `tok-capture-declines` | CAPTURE is declined |
/// | `tok-refund-declines` | REFUND is declined |
/// | `tok-timeout` | each request is done at once, and its first two answers are lost |
/// | `tok-silent` | AUTHORIZE is never answered; VOID is |
/// | `tok-twice` | whatever is done is told by the provider itself as well |
/// | anything else | approved |
///
/// Its answer follows from the request, so it is the same after a restart.
final class SimulatedProvider implements PaymentProvider {
  private static final int LOST_ANSWERS = 2;
  private static final int REMEMBERED = 10_000;

  private final Consumer<Authorization> telling;
  private final Map<String, Integer> timesAsked = new Recent<>(REMEMBERED);
  private final Map<String, Boolean> voided = new Recent<>(REMEMBERED);

  /// @param telling takes what the provider tells by itself
  SimulatedProvider(Consumer<Authorization> telling) {
    this.telling = telling;
  }

  @Override
  public Answer ask(PaymentRequest request, @Nullable PaymentRequest unanswered) {
    String token = request.getCardToken();
    String reference = "simulated:" + request.getOrderId();
    int asked;
    synchronized (this) {
      asked = timesAsked.merge(request.getRequestId(), 1, Integer::sum);
      if (request.getKind() == PaymentKind.VOID) {
        voided.put(request.getOrderId(), true);
      } else if (request.getKind() == PaymentKind.AUTHORIZE
          && voided.containsKey(request.getOrderId())) {
        return new Declined("it was voided before it was authorized", reference);
      }
    }
    if (token.startsWith("tok-timeout") && asked <= LOST_ANSWERS) {
      return new Unknown("no answer in time (simulated)", reference);
    }
    if (token.startsWith("tok-silent") && request.getKind() == PaymentKind.AUTHORIZE) {
      return new Unknown("no answer in time (simulated)", reference);
    }
    Answer answer =
        refuses(token, request.getKind())
            ? new Declined("the card is declined (simulated)", reference)
            : new Approved(reference);
    if (token.startsWith("tok-twice")) {
      telling.accept(Attempts.of(request, answer, Attempts.TOLD));
    }
    return answer;
  }

  private static boolean refuses(String token, PaymentKind kind) {
    return switch (kind) {
      case AUTHORIZE -> token.startsWith("tok-decline");
      case CAPTURE -> token.startsWith("tok-capture-declines");
      case REFUND -> token.startsWith("tok-refund-declines");
      case VOID -> false;
    };
  }
}
