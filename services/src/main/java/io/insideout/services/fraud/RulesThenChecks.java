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

/// The checks, started once there are rules: a log that never had one gets the default rules first,
/// so that no order is checked by none. Rules that were deleted stay deleted.
record RulesThenChecks(View<FraudRule> rules, Publisher publisher, Part checks) implements Part {
  @Override
  public String name() {
    return checks.name();
  }

  @Override
  public void start() throws InterruptedException {
    rules.start();
    if (rules.position(0) == 0) {
      for (FraudRule rule : FraudRules.defaults()) {
        publish(rule);
      }
    }
    checks.start();
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
    return checks.trouble().or(rules::trouble);
  }

  @Override
  public void close() {
    checks.close();
    rules.close();
  }
}
