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
