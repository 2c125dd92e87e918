package io.insideout.services.shipping;

import static io.insideout.services.shipping.ShipmentFixture.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.insideout.catalog.ShipmentLine;
import io.insideout.runtime.http.Problem;
import io.insideout.services.shipping.DispatchRequest.Line;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DispatchRequestTest {
  private static final List<ShipmentLine> SHIPPED = List.of(line(0, "A", 6), line(2, "C", 1));

  @Test
  void withoutLinesEverythingLeaves() {
    assertThat(new DispatchRequest(null).check(SHIPPED)).isEmpty();
  }

  @Test
  void linesThatAreThereLeave() {
    assertThat(of(new Line(2, 1), new Line(0, 6)).check(SHIPPED))
        .containsExactly(line(2, "C", 1), line(0, "A", 6));
  }

  @Test
  void anEmptyListIsNotEverything() {
    assertThat(refused(new DispatchRequest(List.of())).getMessage()).startsWith("lines is 1 line");
  }

  @Test
  void everyWrongFieldIsNamed() {
    Problem problem =
        refused(
            of(
                new Line(1, 1),
                new Line(0, 7),
                new Line(2, 0),
                new Line(2, 1),
                new Line(null, 1),
                null));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.body("").errors())
        .extracting(Problem.FieldError::field)
        .containsExactly(
            "lines[0].line",
            "lines[1].quantity",
            "lines[2].quantity",
            "lines[3].line",
            "lines[4].line",
            "lines[5].line");
  }

  private static DispatchRequest of(@Nullable Line... lines) {
    return new DispatchRequest(Arrays.asList(lines));
  }

  private static Problem refused(DispatchRequest request) {
    return catchThrowableOfType(Problem.class, () -> request.check(SHIPPED));
  }
}
