package io.insideout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BodyRoomTest {
  private static final int MIB = 1 << 20;

  @Test
  void where_there_is_no_room_for_a_body_its_sender_is_told_to_come_again() {
    BodyRoom room = new BodyRoom(2 * MIB, Duration.ZERO);
    try (BodyRoom.Held first = room.hold(MIB)) {
      Problem refused = catchThrowableOfType(Problem.class, () -> room.hold(MIB + 1));
      assertThat(refused.status()).isEqualTo(503);

      first.shrinkTo(100);
      room.hold(2 * MIB).close();
    }
  }

  @Test
  void small_bodies_need_no_room() {
    BodyRoom room = new BodyRoom(MIB, Duration.ZERO);
    try (BodyRoom.Held _ = room.hold(MIB);
        BodyRoom.Held small = room.hold(1_000)) {
      small.shrinkTo(2_000);
    }
    room.hold(MIB).close();
  }

  @Test
  void whoever_waits_has_the_room_when_another_leaves() {
    BodyRoom room = new BodyRoom(MIB, Duration.ofMinutes(1));
    BodyRoom.Held first = room.hold(MIB);
    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> room.hold(MIB).close());

    first.close();

    second.join();
  }
}
