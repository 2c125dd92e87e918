package io.insideout.services.payments;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Environment;
import io.insideout.runtime.view.RowKeys;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.Share;
import io.insideout.runtime.view.View;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The provider's names for payments, from the answers that the log has. An answer may have none
/// and stand behind one that has: of a call that failed, or of an instance that did not know yet
/// that it was replaced. So the name of an order is that of the newest answer that has one.
record NamesInLog(View<Authorization> answers, Duration shownWithin)
    implements HttpProvider.References {
  /// What the rows' keys begin with: an order has one of each kind.
  private static final String NAMED = "named:";

  private static final String UNNAMED = "unnamed:";

  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(5);

  static NamesInLog of(Environment inside) {
    return new NamesInLog(
        new View<>(
            Topics.AUTHORIZATIONS,
            inside.viewDirectory().resolve("payments-names"),
            inside.log(),
            inside.schemas(),
            _ -> List.of(),
            new RowKeys<>(NamesInLog::row, UnaryOperator.identity()),
            Share.WHOLE),
        SHOWN_WITHIN);
  }

  private static String row(String orderId, Authorization answer) {
    return (answer.getReference() == null ? UNNAMED : NAMED) + orderId;
  }

  /// One that was written a moment ago may not be shown yet, and one that is not shown may be there
  /// all the same where the log cannot be read to its end.
  @Override
  public @Nullable String of(String orderId) throws InterruptedException, TimeoutException {
    Seen<Authorization> named = answers.get(NAMED + orderId);
    if (named == null) {
      if (!answers.awaitCommitted(shownWithin)) {
        throw new TimeoutException("the log cannot be read to its end");
      }
      named = answers.get(NAMED + orderId);
    }
    return named == null ? null : named.value().getReference();
  }
}
