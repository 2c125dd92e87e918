package io.insideout.app.rewind;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.stream.StreamsService;
import io.insideout.services.Services;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What may be read again.
class MemoryTest {
  private static final String UNTRIED = Memory.of("nobody").words();

  @Test
  void itIsKnownOfEachGroupOfTheSystem() {
    assertThat(
            Stream.concat(
                Services.topologies().stream().map(StreamsService::name),
                Stream.of("payments-cashier", "email-sender")))
        .allSatisfy(group -> assertThat(Memory.of(group).words()).isNotEqualTo(UNTRIED));
  }

  @Test
  void whoRemembersAllIsAllowedAll() {
    for (String group : List.of("orders", "inventory", "payments", "shipping", "email")) {
      assertThat(Memory.of(group).allows(1_000_000_000)).as(group).isTrue();
    }
    assertThat(Memory.of("fraud").allows(64)).isTrue();
    assertThat(Memory.of("fraud").allows(65)).isFalse();
    assertThat(Memory.of("details").allows(1)).isFalse();
    assertThat(Memory.of("nobody").allows(1)).isFalse();
  }

  @Test
  void whatReachesBanksAndPeopleIsNeverDoneAgainWhoeverInsists() {
    for (String group : List.of("payments-cashier", "email-sender")) {
      assertThat(Memory.of(group).allows(1)).as(group).isFalse();
      assertThat(Memory.of(group).yields()).as(group).isFalse();
    }
    assertThat(Memory.of("payments").yields()).isTrue();
    assertThat(Memory.of("details").yields()).isTrue();
  }

  @Test
  void aSubscriberIsSentItAgainWhereSomebodyInsists() {
    Memory memory = Memory.of("webhooks-9b2f");

    assertThat(memory.words()).isNotEqualTo(UNTRIED).contains("under the ids that they had");
    assertThat(memory.allows(1)).isFalse();
    assertThat(memory.yields()).isTrue();
  }
}
