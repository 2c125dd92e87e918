package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Topics;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Two versions of the program in the same groups at the same time, while callers go on: how a
/// system is upgraded that nobody stops. The others are really others, of changed schemas and
/// sources.
@Tag("long")
class MixedVersionsTest {
  private static final String ONE = "one";
  private static final String TWO = "two";
  private static final Set<String> FINAL =
      Set.of("REJECTED", "PAYMENT_FAILED", "EXPIRED", TwoSteps.STATE, "CANCELLED", "DELIVERED");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void old_and_new_work_side_by_side_forward_and_back_and_no_order_is_lost() throws Exception {
    Path knowing = TwoSteps.knowing().compile(directory.resolve("knowing"));
    Path using = TwoSteps.using().compile(directory.resolve("using"));
    try (MixedSystem system = MixedSystem.start(directory)) {
      system.run(ONE);
      system.run(TWO);
      system.open();
      List<String> acknowledged;
      try (Buyers buyers = new Buyers(system.door())) {
        buyers.atWork();
        assertThat(system.topology(TWO, "shipping")).doesNotContain(TwoSteps.NODE);
        Map<String, String> topics = system.topics();

        system.replace(TWO, knowing);
        buyers.atWork();
        system.bothWriteOrders();
        assertThat(system.topology(TWO, "shipping")).contains(TwoSteps.NODE);

        system.replace(TWO);
        buyers.atWork();
        system.replace(TWO, knowing);
        system.kill(ONE);
        system.run(ONE, knowing);
        buyers.atWork();

        system.replace(TWO, using);
        buyers.atWork();
        system.written(order -> text(order, "note").equals(TwoSteps.NOTE));
        system.written(order -> text(order, "state").equals(TwoSteps.STATE));

        system.kill(TWO);
        system.run(TWO, knowing);
        buyers.atWork();
        assertThat(system.topics()).isEqualTo(topics);
        acknowledged = buyers.end();
        system.settled(acknowledged, FINAL);
      }
      assertThat(system.values(Topics.DEAD_LETTERS)).isEmpty();
      assertThat(system.values(Topics.ORDER_VALIDATIONS))
          .anyMatch(answer -> text(answer, "checkedBy").equals(TwoSteps.CHECKED_BY))
          .anyMatch(
              answer -> text(answer, "check").equals("DETAILS") && !answer.hasField("checkedBy"));
      assertThatWhatWasNotedStays(system);
      assertThat(system.exitCodeOfProof(knowing, acknowledged)).isZero();
    }
  }

  /// What the second version says of an order is handed on by the first.
  private static void assertThatWhatWasNotedStays(MixedSystem system) {
    Set<String> noted = new HashSet<>();
    for (GenericRecord order : system.values(Topics.ORDERS)) {
      String id = text(order, "orderId");
      if (text(order, "note").equals(TwoSteps.NOTE)) {
        noted.add(id);
      }
      assertThat(noted.contains(id)).isEqualTo(text(order, "note").equals(TwoSteps.NOTE));
    }
    assertThat(noted).isNotEmpty();
  }

  private static String text(GenericRecord value, String field) {
    return value.hasField(field) ? String.valueOf(value.get(field)) : "";
  }
}
