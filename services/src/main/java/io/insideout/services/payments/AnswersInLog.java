package io.insideout.services.payments;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Environment;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.view.RowKeys;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.Share;
import io.insideout.runtime.view.View;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The answers that the log has: what is settled, and what the provider calls an order's payment,
/// which is what it called it as it approved the AUTHORIZE.
///
/// Each outcome of a request has a row of its own, for an answer that says less may stand behind
/// one that says more: of a call that failed, or of an instance that did not know yet that it was
/// replaced.
record AnswersInLog(View<Authorization> view, Duration shownWithin)
    implements Answered, HttpProvider.References {
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(5);

  static AnswersInLog of(Environment inside) {
    return new AnswersInLog(
        new View<>(
            Topics.AUTHORIZATIONS,
            inside.viewDirectory().resolve("payments-answers"),
            inside.log(),
            inside.schemas(),
            _ -> List.of(),
            new RowKeys<>(
                (_, answer) -> row(answer.getOutcome(), answer.getRequestId()),
                UnaryOperator.identity()),
            Share.WHOLE),
        SHOWN_WITHIN);
  }

  private static String row(PaymentOutcome outcome, String requestId) {
    return outcome + ":" + requestId;
  }

  @Override
  public @Nullable String of(String orderId) throws InterruptedException, TimeoutException {
    Seen<Authorization> held = approved(Claims.authorizeId(orderId));
    if (held == null) {
      awaitAll();
      held = approved(Claims.authorizeId(orderId));
    }
    return held == null ? null : held.value().getReference();
  }

  @Override
  public boolean has(PaymentRequest request) throws InterruptedException, TimeoutException {
    awaitAll();
    return approved(request.getRequestId()) != null
        || shown(PaymentOutcome.DECLINED, request.getRequestId()) != null
        || isUndone(request);
  }

  /// What was to be undone is not to be done any more: nobody would undo it again.
  private boolean isUndone(PaymentRequest request) throws TimeoutException {
    return request.getKind() == PaymentKind.AUTHORIZE
        && approved(Claims.voidId(request.getOrderId())) != null;
  }

  private @Nullable Seen<Authorization> approved(String requestId) throws TimeoutException {
    return shown(PaymentOutcome.APPROVED, requestId);
  }

  private @Nullable Seen<Authorization> shown(PaymentOutcome outcome, String requestId)
      throws TimeoutException {
    try {
      return view.get(row(outcome, requestId));
    } catch (Problem behind) {
      throw new TimeoutException(behind.getMessage());
    }
  }

  /// What was written a moment ago may not be shown yet, and what is not shown may be there all the
  /// same where the log cannot be read to its end.
  private void awaitAll() throws InterruptedException, TimeoutException {
    try {
      if (!view.awaitCommitted(shownWithin)) {
        throw new TimeoutException("the log cannot be read to its end");
      }
    } catch (Problem behind) {
      throw new TimeoutException(behind.getMessage());
    }
  }
}
