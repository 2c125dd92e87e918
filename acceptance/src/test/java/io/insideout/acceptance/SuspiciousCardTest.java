package io.insideout.acceptance;

import static io.insideout.acceptance.Reply.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.SuspiciousCard;
import io.insideout.catalog.Topics;
import io.insideout.testkit.Eventually;
import io.insideout.verify.LawReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody finds a card suspicious, as a query in SQL does: a record without any of our headers.
class SuspiciousCardTest {
  private static final Instant START = Instant.parse("2010-12-02T09:40:00Z");
  private static final Instant END = START.plusSeconds(300);
  private static final Duration DAY = Duration.ofDays(1);

  private static final List<String> FINE = List.of("VALIDATED", "PAID");

  @TempDir private Path data;

  @Test
  void the_next_orders_of_that_card_fail_for_a_day_and_those_of_others_do_not() throws Exception {
    try (TestSystem system = TestSystem.start(data)) {
      system.sell("SUSPECT", 1_000);
      assertThat(system.http().get("/api/fraud/rules/suspicious-card-1d").expect(200).body())
          .contains("SUSPICIOUS_AUTHORIZATIONS");
      assertThat(settled(system, "sus-bad", END).state()).as("nobody knows").isIn(FINE);

      find(system, "sus-bad", 5);
      Reply rejected = firstRejected(system);
      assertThat(texts(rejected.json().path("reasons")))
          .containsExactly(
              "FRAUD: rule suspicious-card-1d: 5 suspicious authorizations in the 5 min from %s, limit 3"
                  .formatted(START));

      assertThat(settled(system, "sus-good", END).state()).as("another card").isIn(FINE);
      assertThat(settled(system, "sus-bad", START.minusMillis(1)).state())
          .as("before it was suspicious")
          .isIn(FINE);
      assertThat(settled(system, "sus-bad", END.plus(DAY).minusMillis(1)).state())
          .as("within a day")
          .isEqualTo("REJECTED");
      assertThat(settled(system, "sus-bad", END.plus(DAY)).state()).as("a day is over").isIn(FINE);

      LawReport fraud = system.verify().law('H');
      assertThat(fraud.counted().get("orders of suspicious cards")).isGreaterThanOrEqualTo(2);
      assertThat(new Log(system.log()).read(Topics.DEAD_LETTERS)).isEmpty();
    }
    try (TestSystem system = TestSystem.start(data)) {
      assertThat(settled(system, "sus-bad", END.plus(DAY).minusMillis(1)).state())
          .as("another start knows it as well")
          .isEqualTo("REJECTED");
      var _ = system.verify();
    }
  }

  /// The check follows the topic by itself, so an order may come before it. Ten minutes apart, so
  /// that they are not too many of one card at a time.
  private static Reply firstRejected(TestSystem system) {
    Instant[] next = {START};
    return Eventually.eventually(
        "the suspicion is known to the check",
        Duration.ofSeconds(20),
        () -> {
          next[0] = next[0].plusSeconds(600);
          return Optional.of(settled(system, "sus-bad", next[0]))
              .filter(reply -> reply.state().equals("REJECTED"));
        });
  }

  private static Reply settled(TestSystem system, String card, Instant placedAt) {
    return system
        .http()
        .settled(
            system
                .http()
                .place(
                    """
                    {"cardToken": "%s", "placedAt": "%s", "lines": [{"sku": "SUSPECT", "quantity": 1}]}"""
                        .formatted(card, placedAt)));
  }

  private static void find(TestSystem system, String card, long authorizations) {
    byte[] value =
        system
            .schemas()
            .serde(Topics.SUSPICIOUS_CARDS)
            .serializer()
            .serialize(
                Topics.SUSPICIOUS_CARDS.name(),
                new SuspiciousCard(card, authorizations, START, END));
    int partition =
        Utils.toPositive(Utils.murmur2(card.getBytes(UTF_8)))
            % Topics.SUSPICIOUS_CARDS.partitions();
    var _ = new Log(system.log()).write(Topics.SUSPICIOUS_CARDS, partition, card, value);
  }
}
