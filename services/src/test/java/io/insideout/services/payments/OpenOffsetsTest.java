package io.insideout.services.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpenOffsetsTest {
  private final OpenOffsets offsets = new OpenOffsets();

  @Test
  void thePositionStandsBeforeTheLowestThatIsOpen() {
    assertThat(offsets.position()).isEqualTo(-1);
    offsets.open(3);
    offsets.open(4);
    offsets.open(7);
    offsets.reached(9);
    assertThat(offsets.position()).isEqualTo(3);

    offsets.answered(4);
    assertThat(offsets.position()).isEqualTo(3);
    offsets.answered(3);
    assertThat(offsets.position()).isEqualTo(7);
    offsets.answered(7);
    assertThat(offsets.position()).isEqualTo(9);
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
}
