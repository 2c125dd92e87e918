package io.insideout.services.fraud;

import static io.insideout.catalog.Topics.FRAUD_RULES;

import io.insideout.catalog.FraudMeasure;
import io.insideout.catalog.FraudRule;
import io.insideout.catalog.FraudSubject;
import io.insideout.runtime.Environment;
import io.insideout.runtime.InTurn;
import io.insideout.runtime.Service.Assembled;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Problem.FieldError;
import io.insideout.runtime.http.TableResource;
import io.insideout.runtime.http.TableResource.Applied;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the fraud service is made of: its topology, and its rules as a table that can be changed
/// while it runs.
final class FraudAssembly {
  private static final long MAX_WINDOW_MILLIS = 31L * 24 * 60 * 60 * 1_000;

  private FraudAssembly() {}

  /// A rule as a caller sends it.
  ///
  /// @param subject CUSTOMER or CARD
  /// @param measure TOTAL_MINOR or ORDERS, or of a CARD alone SUSPICIOUS_AUTHORIZATIONS
  /// @param windowSeconds 1 s to 31 days
  /// @param limit an order that brings the window above it fails
  record RuleBody(
      @Nullable String subject,
      @Nullable String measure,
      @Nullable Long windowSeconds,
      @Nullable Long limit) {}

  static Assembled of(StreamsService service, Environment environment) {
    View<FraudRule> rules =
        new View<>(
            FRAUD_RULES,
            environment.viewDirectory().resolve("fraud-rules"),
            environment.log(),
            environment.schemas(),
            rule -> TableResource.all(rule.getRuleId()));
    return new Assembled(
        List.of(
            new InTurn(
                service.name(),
                List.of(
                    rules,
                    new FirstRules(rules, environment.publisher()),
                    service.running(environment)))),
        new TableResource<>(
                "/api/fraud/rules",
                "rule",
                FRAUD_RULES,
                rules,
                environment.publisher(),
                RuleBody.class,
                FraudAssembly::rule,
                FraudAssembly::show,
                Applied.BY_THE_VIEW)
            .routes());
  }

  static FraudRule rule(String ruleId, RuleBody body) {
    List<FieldError> errors = new ArrayList<>();
    FraudSubject subject = named(FraudSubject.values(), "subject", body.subject(), errors);
    FraudMeasure measure = named(FraudMeasure.values(), "measure", body.measure(), errors);
    long windowMillis =
        1_000 * number("windowSeconds", body.windowSeconds(), 1, MAX_WINDOW_MILLIS / 1_000, errors);
    long limit = number("limit", body.limit(), 0, Long.MAX_VALUE / 2, errors);
    if (errors.isEmpty() && isOfCardsAlone(measure) && subject != FraudSubject.CARD) {
      errors.add(new FieldError("subject", "has to be CARD where the measure is " + measure));
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return new FraudRule(ruleId, subject, measure, windowMillis, limit);
  }

  private static boolean isOfCardsAlone(FraudMeasure measure) {
    return switch (measure) {
      case TOTAL_MINOR, ORDERS -> false;
      case SUSPICIOUS_AUTHORIZATIONS -> true;
    };
  }

  private static <E extends Enum<E>> E named(
      E[] all, String field, @Nullable String name, List<FieldError> errors) {
    for (E one : all) {
      if (one.name().equals(name)) {
        return one;
      }
    }
    errors.add(new FieldError(field, "is required: one of " + List.of(all)));
    return all[0];
  }

  private static long number(
      String field, @Nullable Long number, long min, long max, List<FieldError> errors) {
    if (number == null || number < min || number > max) {
      errors.add(new FieldError(field, "is required: a whole number from " + min + " to " + max));
      return min;
    }
    return number;
  }

  private static Map<String, Object> show(FraudRule rule) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("ruleId", rule.getRuleId());
    shown.put("subject", rule.getSubject().name());
    shown.put("measure", rule.getMeasure().name());
    shown.put("windowSeconds", rule.getWindowMillis() / 1_000);
    shown.put("limit", rule.getLimit());
    return shown;
  }
}
