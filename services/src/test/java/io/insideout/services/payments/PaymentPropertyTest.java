package io.insideout.services.payments;

import static io.insideout.services.payments.PaymentFacts.TOTAL_MINOR;
import static io.insideout.services.payments.PaymentFacts.answer;
import static io.insideout.services.payments.PaymentFacts.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Authorization;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Payment;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.PaymentState;
import io.insideout.services.payments.PaymentProvider.Approved;
import io.insideout.services.payments.PaymentProvider.Declined;
import io.insideout.services.payments.PaymentProvider.Unknown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Versions of an order and answers of the provider, each several times and in any order that two
/// partitions allow, and answers among themselves in any order at all.
class PaymentPropertyTest {
  private static final int HISTORIES = 3_000;

  private @Nullable PaymentBook book;
  private final List<Payment> payments = new ArrayList<>();
  private final List<PaymentRequest> requests = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  static List<Long> seeds() {
    long first = System.nanoTime();
    return List.of(1L, 2L, 3L, first);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverComesTwiceOrLateTheFiguresAreTrue(long seed) {
    for (int history = 0; history < HISTORIES; history++) {
      Random random = new Random(seed * HISTORIES + history);
      book = null;
      payments.clear();
      requests.clear();
      ids.clear();
      live(versions(random), random, random.nextInt(4) == 0);
    }
  }

  /// A legal life: VALIDATED, and then it ends, or leaves in parts and comes back in parts.
  private static List<Order> versions(Random random) {
    List<Order> versions = new ArrayList<>(List.of(version(OrderState.VALIDATED)));
    if (random.nextInt(3) == 0) {
      if (random.nextBoolean()) {
        versions.add(version(OrderState.PAID));
      }
      versions.add(version(random.nextBoolean() ? OrderState.CANCELLED : OrderState.EXPIRED));
      return versions;
    }
    versions.add(version(OrderState.PAID));
    long charge = 0;
    while (charge < TOTAL_MINOR && random.nextInt(8) > 0) {
      charge = Math.min(TOTAL_MINOR, charge + 1 + random.nextInt(600));
      versions.add(
          version(charge == TOTAL_MINOR ? OrderState.SHIPPED : OrderState.PAID, charge, 0));
    }
    long refund = 0;
    while (charge == TOTAL_MINOR && refund < TOTAL_MINOR && random.nextInt(3) > 0) {
      refund = Math.min(TOTAL_MINOR, refund + 1 + random.nextInt(600));
      versions.add(version(OrderState.RETURNED, charge, refund));
    }
    return versions;
  }

  private void live(List<Order> versions, Random random, boolean declines) {
    int next = 0;
    List<Authorization> answers = new ArrayList<>();
    int told = 0;
    while (next < versions.size() || told < requests.size() || !answers.isEmpty()) {
      int asked = requests.size();
      int choice = random.nextInt(3);
      if (choice == 0 && next < versions.size()) {
        // Read again from somewhere before, now and then.
        int from = random.nextInt(4) == 0 ? random.nextInt(next + 1) : next;
        for (int i = from; i <= next; i++) {
          post(Posting.of(book, versions.get(i)));
        }
        next++;
      } else if (choice == 1 && told < asked) {
        answers.addAll(answersTo(requests.get(told++), random, declines));
      } else if (!answers.isEmpty()) {
        Authorization answer = answers.get(random.nextInt(answers.size()));
        post(Posting.of(book, answer));
        if (random.nextInt(3) > 0) {
          answers.remove(answer);
        }
      }
    }
    if (!declines) {
      converged(versions.getLast());
    }
  }

  private static List<Authorization> answersTo(
      PaymentRequest request, Random random, boolean declines) {
    List<Authorization> answers = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      answers.add(answer(request, new Unknown("no answer", null)));
    }
    boolean declined = declines && random.nextInt(3) == 0;
    answers.add(answer(request, declined ? new Declined("no", null) : new Approved("reference")));
    return answers;
  }

  private void post(Posting posting) {
    switch (posting) {
      case Posting.Unchanged() -> {}
      case Posting.Posted(var after, var asked, var told) -> {
        book = after;
        requests.addAll(asked);
        asked.forEach(request -> assertThat(ids.add(request.getRequestId())).as("once").isTrue());
        told.forEach(
            payment -> {
              assertThat(payment.getVersion()).isEqualTo(payments.size() + 1);
              assertThat(payment.getRefundedMinor()).isBetween(0L, payment.getCapturedMinor());
              assertThat(payment.getCapturedMinor()).isBetween(0L, payment.getAuthorizedMinor());
              payments.add(payment);
            });
      }
    }
    assertThat(asked(PaymentKind.REFUND)).isLessThanOrEqualTo(asked(PaymentKind.CAPTURE));
    assertThat(asked(PaymentKind.CAPTURE)).isLessThanOrEqualTo(asked(PaymentKind.AUTHORIZE));
  }

  private long asked(PaymentKind kind) {
    return requests.stream()
        .filter(request -> request.getKind() == kind)
        .mapToLong(PaymentRequest::getAmountMinor)
        .sum();
  }

  private void converged(Order last) {
    Payment payment = payments.getLast();
    boolean ended =
        last.getState() == OrderState.CANCELLED || last.getState() == OrderState.EXPIRED;
    assertThat(payment.getState() == PaymentState.VOIDED).isEqualTo(ended);
    assertThat(payment.getCapturedMinor()).isEqualTo(last.getChargeMinor());
    assertThat(payment.getRefundedMinor()).isEqualTo(last.getRefundMinor());
  }
}
