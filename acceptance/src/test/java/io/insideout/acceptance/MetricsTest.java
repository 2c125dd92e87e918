package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.testkit.Eventually;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneSystem.class)
class MetricsTest {
  private final TestSystem system;

  MetricsTest(TestSystem system) {
    this.system = system;
  }

  @Test
  void the_figures_follow_what_happens() {
    system.sell("METRIC-TEA", 1);
    double validated = figure("insideout_orders_total{state=\"VALIDATED\"}");
    double rejected = figure("insideout_order_rejections_total{check=\"INVENTORY\"}");
    double decided = figure("insideout_order_decision_seconds_count");
    double commits = figure("insideout_service_commits_total{service=\"orders\"}");
    double answered = figure("insideout_http_requests_total{method=\"POST\",status=\"202\"}");

    for (int i = 0; i < 2; i++) {
      system
          .http()
          .settled(
              system
                  .http()
                  .place(
                      "{\"cardToken\": \"metric\", \"lines\": [{\"sku\": \"METRIC-TEA\", \"quantity\": 1}]}"));
    }

    assertThat(figure("insideout_orders_total{state=\"VALIDATED\"}")).isEqualTo(validated + 1);
    assertThat(figure("insideout_order_rejections_total{check=\"INVENTORY\"}"))
        .isEqualTo(rejected + 1);
    assertThat(figure("insideout_order_decision_seconds_count")).isEqualTo(decided + 2);
    assertThat(figure("insideout_http_requests_total{method=\"POST\",status=\"202\"}"))
        .isEqualTo(answered + 2);
    Eventually.eventually(
        "commits are counted",
        () -> figure("insideout_service_commits_total{service=\"orders\"}") > commits);
  }

  @Test
  void every_service_shows_how_far_it_is_behind_in_each_of_its_topics() {
    for (String of :
        List.of(
            "service=\"orders\",topic=\"order-commands\"",
            "service=\"orders\",topic=\"order-validations\"",
            "service=\"inventory\",topic=\"orders\"",
            "service=\"inventory\",topic=\"stock\"",
            "service=\"fraud\",topic=\"orders\"",
            "service=\"details\",topic=\"orders\"")) {
      Eventually.eventually(
          of + " is worked off",
          () -> metrics().contains("insideout_service_lag_records{" + of + "} 0.0"));
    }
    for (String service : List.of("orders", "inventory", "fraud", "details")) {
      assertThat(figure("insideout_service_commits_total{service=\"" + service + "\"}"))
          .isPositive();
    }
  }

  @Test
  void what_the_payment_provider_answers_is_counted_and_timed() {
    system.sell("METRIC-PAID", 10);
    String calls = "insideout_payment_provider_call_seconds_count{outcome=\"%s\"}";
    double approved = figure(calls.formatted("APPROVED"));
    double declined = figure(calls.formatted("DECLINED"));
    double unknown = figure(calls.formatted("UNKNOWN"));

    place("metric-card");
    place("tok-decline-metric");
    // Its first two answers are lost.
    place("tok-timeout-metric");

    Eventually.eventually(
        "each answer is counted",
        () ->
            figure(calls.formatted("APPROVED")) >= approved + 2
                && figure(calls.formatted("DECLINED")) >= declined + 1
                && figure(calls.formatted("UNKNOWN")) >= unknown + 2);
    assertThat(metrics())
        .contains(
            "insideout_payment_provider_call_seconds_bucket{outcome=\"APPROVED\",le=\"+Inf\"}");
  }

  @Test
  void what_nobody_answers_is_open_until_it_is_settled() {
    system.sell("METRIC-PAID", 10);
    String open = "insideout_payment_requests_open";
    Eventually.eventually("nothing is open", () -> figure(open) == 0);

    String silent = place("tok-silent-metric");
    Eventually.eventually("the request is open", () -> figure(open) == 1);

    system.http().post("/api/orders/" + silent + "/cancel", "").expect(202);
    Eventually.eventually("it is undone", () -> figure(open) == 0);
  }

  @Test
  void each_part_tells_whether_it_is_in_trouble() {
    assertThat(metrics())
        .contains(
            "insideout_part_trouble{part=\"insideout\"} 0.0",
            "insideout_part_trouble{part=\"orders\"} 0.0");
  }

  @Test
  void what_the_last_proof_found_is_told_by_law() {
    system.http().post("/api/laws/proof", "").expect(202);

    Eventually.eventually(
        "the proof is made", () -> metrics().contains("insideout_law_violations{law=\"B\"} 0.0"));
  }

  private String place(String card) {
    return system
        .http()
        .place(
            "{\"cardToken\": \"%s\", \"lines\": [{\"sku\": \"METRIC-PAID\", \"quantity\": 1}]}"
                .formatted(card));
  }

  private String metrics() {
    Reply reply = system.http().get("/metrics").expect(200);
    assertThat(reply.contentType()).startsWith("text/plain");
    return reply.body();
  }

  /// A figure, 0 where it has not been counted yet.
  private double figure(String name) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }
}
