package io.insideout.services.orders;

import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Check;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.testkit.OrderFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LifecycleTest {
  private static final OrderFixture TWO_LINES =
      order("o-1").customer("c-1").card("card-1").line("TEA", 2, 4_250_000L).line("CUP", 1, 1_000L);

  @Test
  void aCommandMakesARequestedOrderWithItsTotal() {
    Life life = new Life();
    life.takes(TWO_LINES.command());

    assertThat(life.versions()).hasSize(1);
    assertThat(life.newest().getState()).isEqualTo(OrderState.REQUESTED);
    assertThat(life.newest().getVersion()).isEqualTo(1);
    assertThat(life.newest().getTotalMinor()).isEqualTo(850);
  }

  @Test
  void theSameCommandAgainChangesNothing() {
    Life life = new Life();
    life.takes(TWO_LINES.command());
    life.takes(TWO_LINES.command());

    assertThat(life.versions()).hasSize(1);
  }

  @Test
  void anotherBodyUnderTheSameIdChangesNothing() {
    Life life = new Life();
    life.takes(TWO_LINES.command());
    life.takes(order("o-1").guest().card("card-9").line("PAN", 7, 9L).command());

    assertThat(life.newest().getCardToken()).isEqualTo("card-1");
    assertThat(life.versions()).hasSize(1);
  }

  @Test
  void aCheckThatPassesTwiceDoesNotStandInForAnother() {
    Life life = new Life();
    life.takes(TWO_LINES.command());
    for (int i = 0; i < 10; i++) {
      life.takes(pass(Check.INVENTORY, "TEA"));
      life.takes(pass(Check.DETAILS, "order"));
    }

    assertThat(life.newest().getState()).isEqualTo(OrderState.REQUESTED);
  }

  @Test
  void everyLineMustBeInStock() {
    Life life = new Life();
    life.takes(TWO_LINES.command());
    life.takes(pass(Check.DETAILS, "order"));
    life.takes(pass(Check.FRAUD, "card"));
    life.takes(pass(Check.FRAUD, "customer"));
    life.takes(pass(Check.INVENTORY, "CUP"));
    assertThat(life.newest().getState()).isEqualTo(OrderState.REQUESTED);

    life.takes(pass(Check.INVENTORY, "TEA"));
    assertThat(life.newest().getState()).isEqualTo(OrderState.VALIDATED);
    assertThat(life.newest().getVersion()).isEqualTo(2);
  }

  @Test
  void aGuestIsNotCheckedAsACustomer() {
    Life life = new Life();
    life.takes(order("o-1").guest().card("card-1").line("TEA", 1, 1L).command());
    life.takes(pass(Check.DETAILS, "order"));
    life.takes(pass(Check.FRAUD, "card"));
    life.takes(pass(Check.INVENTORY, "TEA"));

    assertThat(life.newest().getState()).isEqualTo(OrderState.VALIDATED);
  }

  @Test
  void theFirstFailureRejectsAndNamesItsReason() {
    Life life = new Life();
    life.takes(TWO_LINES.command());
    life.takes(fail(Check.INVENTORY, "TEA", "TEA has 1 available, needs 2"));
    life.takes(fail(Check.FRAUD, "card", "too many"));

    assertThat(life.newest().getState()).isEqualTo(OrderState.REJECTED);
    assertThat(life.newest().getReasons())
        .containsExactly("INVENTORY: TEA has 1 available, needs 2");
    assertThat(life.versions()).hasSize(2);
  }

  @Test
  void nothingIsKeptOfTheChecksOnceTheOrderIsDecided() {
    Life life = new Life();
    life.takes(TWO_LINES.command());
    life.takes(fail(Check.DETAILS, "order", "no"));
    life.takes(pass(Check.FRAUD, "card"));

    assertThat(life.checks()).isNull();
  }

  static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  /// Whatever the order of arrival, however often each comes, and even with the command last: the
  /// decision is that of the set.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyInterleavingAndDuplicationEndsInTheDecisionOfTheSet(long seed) {
    Random random = new Random(seed);
    OrderFixture fixture = order("o-1").card("card-1");
    fixture = random.nextBoolean() ? fixture.guest() : fixture.customer("c-1");
    int lines = 1 + random.nextInt(6);
    for (int i = 0; i < lines; i++) {
      fixture = fixture.line("SKU-" + random.nextInt(4), 1 + random.nextInt(3), 1_000L);
    }
    OrderCommand command = fixture.command();
    Set<String> required = RequiredChecks.of(fixture.requested());
    boolean oneFails = random.nextInt(3) == 0;
    String failing = List.copyOf(required).get(random.nextInt(required.size()));
    List<Object> events = new ArrayList<>(List.of(command));
    for (String part : required) {
      boolean missing = random.nextInt(20) == 0;
      OrderValidation answer = answer(part, oneFails && part.equals(failing));
      for (int times = missing ? 0 : 1 + random.nextInt(3); times > 0; times--) {
        events.add(answer);
      }
    }
    Collections.shuffle(events, random);

    Life life = new Life();
    events.forEach(life::takes);

    assertThat(life.newest().getState()).isEqualTo(expected(events, required));
    assertThat(life.versions()).hasSizeLessThanOrEqualTo(2);
    assertThat(life.versions().stream().map(Order::getVersion))
        .containsExactlyElementsOf(life.versions().size() == 1 ? List.of(1) : List.of(1, 2));
  }

  /// What a reader of all events would say who knows nothing of their order.
  private static OrderState expected(List<Object> events, Set<String> required) {
    List<OrderValidation> answers =
        events.stream()
            .filter(OrderValidation.class::isInstance)
            .map(OrderValidation.class::cast)
            .toList();
    if (answers.stream().anyMatch(answer -> answer.getOutcome() == Outcome.FAIL)) {
      return OrderState.REJECTED;
    }
    long covered = answers.stream().flatMap(RequiredChecks::covered).distinct().count();
    return covered == required.size() ? OrderState.VALIDATED : OrderState.REQUESTED;
  }

  private static OrderValidation answer(String part, boolean fails) {
    String[] names = part.split("/", 2);
    return fails
        ? fail(Check.valueOf(names[0]), names[1], "no")
        : pass(Check.valueOf(names[0]), names[1]);
  }

  @SuppressWarnings("NullAway") // the schema lets the reason be null, Avro's class does not say so
  private static OrderValidation pass(Check check, String part) {
    return new OrderValidation(
        "o-1", check, List.of(part), Outcome.PASS, null, List.of(), List.of());
  }

  private static OrderValidation fail(Check check, String part, String reason) {
    return new OrderValidation(
        "o-1", check, List.of(part), Outcome.FAIL, reason, List.of(), List.of());
  }
}
