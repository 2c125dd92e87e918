package io.insideout.runtime.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenOffsetsTest {
  private final OpenOffsets offsets = new OpenOffsets();

  @Test
  void thePositionStandsBeforeTheLowestThatIsOpen() {
    assertThat(offsets.position()).isEqualTo(-1);
    offsets.open(3, 10);
    offsets.open(4, 10);
    offsets.open(7, 10);
    offsets.reached(9);
    assertThat(offsets.position()).isEqualTo(3);

    offsets.done(4);
    assertThat(offsets.position()).isEqualTo(3);
    offsets.done(3);
    assertThat(offsets.position()).isEqualTo(7);
    offsets.done(7);
    assertThat(offsets.position()).isEqualTo(9);
  }

  @Test
  void whatIsOpenIsCountedAndMeasured() {
    offsets.open(3, 10);
    offsets.open(4, 20);
    offsets.open(4, 20);
    assertThat(offsets.size()).isEqualTo(2);
    assertThat(offsets.bytes()).isEqualTo(30);

    offsets.done(3);
    offsets.done(3);
    assertThat(offsets.size()).isEqualTo(1);
    assertThat(offsets.bytes()).isEqualTo(20);
  }

  @Test
  void nobodyWaitsForWhatIsSomebodyElsesNow() throws InterruptedException {
    assertThat(offsets.isHeld()).isTrue();
    offsets.pause(Duration.ofMillis(1));
    offsets.release();
    assertThat(offsets.isHeld()).isFalse();
    offsets.pause(Duration.ofDays(1));
  }

  @Test
  void pausesDoubleUpToTheirBound() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    assertThat(backoff.after(1)).hasMillis(100);
    assertThat(backoff.after(2)).hasMillis(200);
    assertThat(backoff.after(4)).hasMillis(800);
    assertThat(backoff.after(5)).hasMillis(1_000);
    assertThat(backoff.after(Integer.MAX_VALUE)).hasMillis(1_000);
  }

  @Test
  void pausesAreSpreadOverTheirLaterHalf() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    for (int i = 0; i < 1_000; i++) {
      assertThat(backoff.spreadAfter(2)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    }
    assertThat(IntStream.range(0, 100).mapToObj(_ -> backoff.spreadAfter(2)).distinct().count())
        .isGreaterThan(1);
  }
}
