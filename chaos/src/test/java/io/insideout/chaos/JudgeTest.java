package io.insideout.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.chaos.parts.Fleet;
import io.insideout.verify.Violation;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the judge needs besides the log.
class JudgeTest {
  @TempDir private Path directory;

  @Test
  void a_view_that_nobody_can_ask_does_not_agree_with_the_log() {
    List<Violation> violations = new ArrayList<>();
    try (Fleet fleet =
        new Fleet(
            (_, _) -> List.of("true"),
            List.of("orders"),
            directory,
            URI.create("http://127.0.0.1:1"),
            false)) {
      assertThat(Judge.views(fleet, violations)).isEmpty();
    }

    assertThat(violations).extracting(Violation::law).containsExactly('I');
  }
}
