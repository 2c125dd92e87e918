package io.insideout.services.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.FraudSubject;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Problem.FieldError;
import io.insideout.services.fraud.FraudAssembly.RuleBody;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// Rules as callers send them.
class FraudAssemblyTest {
  @Test
  void aCardMayBeHeldAgainstWhatSqlFoundOfIt() {
    assertThat(
            FraudAssembly.rule("s", new RuleBody("CARD", "SUSPICIOUS_AUTHORIZATIONS", 86_400L, 3L)))
        .isEqualTo(
            new FraudRule(
                "s", FraudSubject.CARD, FraudMeasure.SUSPICIOUS_AUTHORIZATIONS, 86_400_000L, 3L));
  }

  @Test
  void aCustomerMayNot() {
    refused(
        new RuleBody("CUSTOMER", "SUSPICIOUS_AUTHORIZATIONS", 86_400L, 3L),
        new FieldError("subject", "has to be CARD where the measure is SUSPICIOUS_AUTHORIZATIONS"));
  }

  @Test
  void aSubjectThatThereIsNotIsToldOnce() {
    refused(
        new RuleBody("SHOP", "SUSPICIOUS_AUTHORIZATIONS", 86_400L, 3L),
        new FieldError("subject", "is required: one of [CUSTOMER, CARD]"));
  }

  private static void refused(RuleBody body, FieldError error) {
    assertThatThrownBy(() -> FraudAssembly.rule("s", body))
        .asInstanceOf(InstanceOfAssertFactories.type(Problem.class))
        .extracting(problem -> problem.body("/").errors())
        .isEqualTo(List.of(error));
  }
}
