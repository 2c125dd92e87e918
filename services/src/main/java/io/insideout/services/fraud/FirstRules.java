package io.insideout.services.fraud;

import static io.insideout.catalog.Topics.FRAUD_RULES;

import io.insideout.catalog.FraudRule;
import io.insideout.runtime.Part;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.view.View;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/// The rules that a log begins with: one that never had a rule gets the default ones, before any
/// order is checked by none. Rules that were deleted stay deleted.
record FirstRules(View<FraudRule> rules, Publisher publisher) implements Part {
  @Override
  public String name() {
    return "fraud-first-rules";
  }

  /// To be started after the view, which knows whether there was ever a rule.
  @Override
  public void start() throws InterruptedException {
    if (rules.position(0) == 0) {
      for (FraudRule rule : FraudRules.defaults()) {
        publish(rule);
      }
    }
  }

  private void publish(FraudRule rule) throws InterruptedException {
    try {
      var _ =
          publisher
              .publish(
                  FRAUD_RULES,
                  rule.getRuleId(),
                  rule,
                  System.currentTimeMillis(),
                  Traceparent.random())
              .get();
    } catch (ExecutionException e) {
      throw new StartFailure("The default fraud rules cannot be written: " + e.getCause(), e);
    }
  }

  @Override
  public Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
