package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgedTest {
  @Test
  void a_command_that_was_acknowledged_and_is_not_in_the_log_is_found() {
    LawReport law = acceptance(List.of("order-3", "order-30", "lost"));
    assertThat(law.counted()).containsEntry("acknowledged to the caller", 3L);
    assertThat(law.first())
        .extracting(Violation::sentence)
        .containsExactly("the command of lost was acknowledged and is not in the log");
  }

  @Test
  void an_order_alone_is_no_proof_of_its_command() {
    PlantedLog log = new PlantedLog(History.of(401, 5));
    log.entries().removeIf(entry -> entry.at().topic().equals("order-commands"));
    try (Scratch scratch = Scratch.inMemory()) {
      Audit audit = new Audit(scratch, List.of("order-3"));
      log.entries().forEach(audit::accept);
      assertThat(audit.finish(Quiet.yes("")).law('A').first())
          .anyMatch(v -> v.sentence().startsWith("the command of order-3 was acknowledged"));
    }
  }

  private static LawReport acceptance(List<String> acknowledged) {
    try (Scratch scratch = Scratch.inMemory()) {
      Audit audit = new Audit(scratch, acknowledged);
      History.of(401, 40).forEach(audit::accept);
      return audit.finish(Quiet.yes("all was worked off")).law('A');
    }
  }
}
