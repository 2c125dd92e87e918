package io.insideout.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Topics;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.view.AsOf;
import io.insideout.story.Changes.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class StoryTest {
  private static final ConsumerRecord<byte[], byte[]> COMMAND =
      Given.record(Topics.ORDER_COMMANDS, 5, "o", Life.ORDER.command(), Given.outside(1_000_000));
  private static final ConsumerRecord<byte[], byte[]> REQUESTED =
      Given.record(
          Topics.ORDERS,
          7,
          "o",
          Life.ORDER.requested(),
          Given.from("order-commands/0/5", 1_000_012));
  private static final ConsumerRecord<byte[], byte[]> REJECTED =
      Given.record(
          Topics.ORDERS,
          9,
          "o",
          Life.ORDER.version(2, OrderState.REJECTED, "FRAUD: too many"),
          Given.from("order-validations/0/99", 1_000_040));

  private static Story story(List<ConsumerRecord<byte[], byte[]>> records) {
    return Story.of(
        "o",
        records.stream().map(record -> Told.of(record, Given.SCHEMAS)).toList(),
        false,
        Map.of(),
        new AsOf(2_000_000, 0),
        Instant.ofEpochMilli(2_000_000));
  }

  private static String json(Story story) {
    return new String(Json.write(story), UTF_8);
  }

  @Test
  void a_step_has_its_place_its_times_its_writer_and_its_latency() {
    Story story = story(List.of(REQUESTED, COMMAND));
    assertThat(story.steps())
        .extracting(Step::log)
        .containsExactly("order-commands/0/5", "orders/0/7");
    Step second = story.steps().getLast();
    assertThat(second.time()).isEqualTo("2010-12-06T00:00:00Z");
    assertThat(second.written()).isEqualTo("1970-01-01T00:16:40.012Z");
    assertThat(second.writer()).isEqualTo("orders");
    assertThat(second.type()).isEqualTo("Order");
    assertThat(second.afterMillis()).isEqualTo(12);
    assertThat(second.says()).isEqualTo("v1 REQUESTED 9.00 GBP");
    assertThat(second.failure()).isNull();
    assertThat(story.edges())
        .containsExactly(new Story.Edge("order-commands/0/5", "orders/0/7", 12L, null));
  }

  @Test
  void a_version_says_what_it_changed_and_a_cause_that_is_none_of_it_is_told() {
    Story story = story(List.of(COMMAND, REQUESTED, REJECTED));
    Step last = story.steps().getLast();
    assertThat(last.changes())
        .containsExactly(
            new Change("state", "REQUESTED", "REJECTED"),
            new Change("reasons[0]", null, "FRAUD: too many"));
    assertThat(last.failure()).isTrue();
    assertThat(last.causeOutside()).isTrue();
    assertThat(last.afterMillis()).isNull();
    assertThat(story.state()).isEqualTo("REJECTED");
    assertThat(story.version()).isEqualTo(2);
  }

  @Test
  void nobody_is_shown_a_card_s_token() {
    Story story = story(List.of(COMMAND, REQUESTED));
    assertThat(json(story)).contains("\"cardToken\":\"…rd-1\"").doesNotContain("card-1");
  }

  @Test
  void what_does_not_decode_is_told_with_the_reason_and_without_its_bytes() {
    ConsumerRecord<byte[], byte[]> rubbish =
        Given.bytes(Topics.ORDERS, 8, "o", "secret".getBytes(UTF_8), Map.of());
    Step step = story(List.of(rubbish)).steps().getFirst();
    assertThat(step.failure()).isTrue();
    assertThat(step.undecodable()).contains("wire format");
    assertThat(step.says()).startsWith("does not decode");
    assertThat(json(story(List.of(rubbish)))).doesNotContain("secret");
  }

  @Test
  @SuppressWarnings("NullAway") // Avro's classes are not annotated
  void a_dead_letter_names_its_record_and_holds_up_whom_it_is_of() {
    ConsumerRecord<byte[], byte[]> letter =
        Given.record(
            Topics.DEAD_LETTERS,
            0,
            "fraud/orders/0/7",
            new DeadLetter("fraud", "orders", 0, 7L, 0L, null, null, List.of(), "no", "at ..."),
            Given.from("orders/0/7", 1_000_020));
    Story story = story(List.of(letter, COMMAND, REQUESTED));
    Step step = story.steps().getLast();
    assertThat(step.letter())
        .isEqualTo(new Step.LetterJson("fraud/orders/0/7", "fraud", "orders/0/7", "no"));
    assertThat(step.cause()).isEqualTo("orders/0/7");
    assertThat(story.pending())
        .filteredOn(one -> one.who().equals("fraud"))
        .extracting(Story.AwaitedJson::setAside)
        .containsExactly("fraud/orders/0/7");
  }

  @Test
  void records_are_told_as_they_were_written_and_never_before_their_cause() {
    // The second clock is slow, and a stranger's causes go in circles.
    ConsumerRecord<byte[], byte[]> early =
        Given.record(
            Topics.ORDERS, 7, "o", Life.ORDER.requested(), Given.from("order-commands/0/5", 10));
    ConsumerRecord<byte[], byte[]> one =
        Given.bytes(Topics.EMAILS, 1, "o", null, Given.from("emails/0/2", 5));
    ConsumerRecord<byte[], byte[]> other =
        Given.bytes(Topics.EMAILS, 2, "o", null, Given.from("emails/0/1", 6));
    long seed = System.nanoTime();
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(List.of(COMMAND, early, one, other));
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(all, random);
      assertThat(story(all).steps())
          .as("seed %d", seed)
          .extracting(Step::log)
          .containsExactly("emails/0/2", "emails/0/1", "order-commands/0/5", "orders/0/7");
    }
  }

  @Test
  void what_says_no_time_has_no_latency() {
    ConsumerRecord<byte[], byte[]> old =
        Given.record(
            Topics.ORDERS,
            7,
            "o",
            Life.ORDER.requested(),
            Map.of(Causes.CAUSE, "order-commands/0/5"));
    Step step = story(List.of(COMMAND, old)).steps().getLast();
    assertThat(step.written()).isNull();
    assertThat(step.afterMillis()).isNull();
  }
}
