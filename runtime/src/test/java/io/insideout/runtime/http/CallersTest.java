package io.insideout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.insideout.runtime.http.Caller.Customer;
import io.insideout.runtime.http.Caller.Operator;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallersTest {
  private long nowNanos = Long.MAX_VALUE - 5;

  private Callers callers(int perSecond, int burst, int open) {
    return new Callers(new CallerLimits(perSecond, burst, open), () -> nowNanos);
  }

  private void passes(Duration time) {
    nowNanos += time.toNanos();
  }

  private static long refusedFor(Callers callers, String caller) {
    Problem refused = catchThrowableOfType(Problem.class, () -> callers.enter(caller).close());
    assertThat(refused.status()).isEqualTo(429);
    return Long.parseLong(refused.headers().get("Retry-After"));
  }

  @Test
  void after_a_burst_a_caller_is_answered_as_often_as_one_may_ask() {
    Callers callers = callers(2, 3, 0);
    for (int i = 0; i < 3; i++) {
      callers.enter("ada").close();
    }
    assertThat(refusedFor(callers, "ada")).isEqualTo(1);
    callers.enter("bob").close();

    passes(Duration.ofMillis(500));
    callers.enter("ada").close();
    assertThat(refusedFor(callers, "ada")).isEqualTo(1);

    passes(Duration.ofHours(1));
    for (int i = 0; i < 3; i++) {
      callers.enter("ada").close();
    }
    assertThat(refusedFor(callers, "ada")).isEqualTo(1);
  }

  @Test
  void whoever_comes_again_too_early_does_not_wait_longer_for_it() {
    Callers callers = callers(1, 1, 0);
    callers.enter("ada").close();
    for (int i = 0; i < 10; i++) {
      passes(Duration.ofMillis(99));
      refusedFor(callers, "ada");
    }
    passes(Duration.ofMillis(11));

    callers.enter("ada").close();
  }

  @Test
  void so_many_requests_of_a_caller_are_answered_at_once() {
    Callers callers = callers(0, 1, 2);
    Callers.Turn first = callers.enter("ada");
    Callers.Turn second = callers.enter("ada");
    assertThat(refusedFor(callers, "ada")).isEqualTo(1);
    callers.enter("bob").close();

    first.close();
    callers.enter("ada").close();

    second.close();
  }

  @Test
  void however_many_names_come_so_many_are_kept() {
    Callers callers = callers(1, 1, 0);
    for (int i = 0; i < 2 * Callers.MOST_BUCKETS; i++) {
      callers.enter("caller " + i).close();
    }
    assertThat(callers.buckets()).isEqualTo(Callers.MOST_BUCKETS);
    assertThat(refusedFor(callers, "caller " + (2 * Callers.MOST_BUCKETS - 1))).isEqualTo(1);
  }

  @Test
  void customers_are_counted_by_themselves_and_others_by_where_they_come_from() {
    Customer ada = new Customer("ada", Instant.MAX);
    assertThat(CallerNames.of(ada, "10.0.0.1", true)).contains("customer ada");
    assertThat(CallerNames.of(new Operator(Instant.MAX), "10.0.0.1", true)).isEmpty();
    assertThat(CallerNames.of(Caller.anybody(), "10.0.0.1", false)).contains("peer 10.0.0.1");
    assertThat(CallerNames.ofPeer("2001:db8:1:2:3:4:5:6"))
        .isEqualTo(CallerNames.ofPeer("2001:db8:1:2:ffff::1"))
        .isNotEqualTo(CallerNames.ofPeer("2001:db8:1:3:3:4:5:6"));
  }
}
