package io.insideout.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import java.util.Optional;

class SightFuzzTest {
  /// What is written out may be longer than what came, and a header has its end.
  private static final int CERTAINLY_WHOLE = 4_000;

  /// The first line is how far views must be, the second what others have told.
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void what_is_required_of_views_makes_sense_or_is_refused(byte[] input) {
    String[] headers = Foreign.texts(input, 2);
    Foreign.read(() -> AtLeast.of(headers[0]))
        .filter(required -> required.text().length() < CERTAINLY_WHOLE)
        .ifPresent(required -> assertThat(AtLeast.of(required.text())).isEqualTo(required));
    Foreign.read(() -> Sight.of(Optional.of(headers[0]), Optional.of(headers[1])))
        .ifPresent(sight -> assertThat(sight.headers()).isEmpty());
  }
}
