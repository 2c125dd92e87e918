package io.insideout.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is told of a failure.
class ReasonsTest {
  @Test
  void eachLayerIsToldOnceFromTheOutermostOn() {
    Exception failure =
        new IllegalStateException("outer", new IllegalArgumentException("inner of outer"));

    assertThat(Reasons.of(failure)).isEqualTo("inner of outer");
    assertThat(Reasons.of(new IllegalStateException("a", new IllegalStateException("b"))))
        .isEqualTo("a; b");
    assertThat(Reasons.of(new IllegalStateException())).isEqualTo("IllegalStateException");
  }

  @Test
  void theOptionsOfATableAreNot() {
    Exception failure =
        new IllegalStateException(
            "Unable to create a sink for writing table 'x'.\n\nTable options are:\n\n"
                + "'properties.sasl.jaas.config'='password=secret'",
            new IllegalArgumentException("No such format"));

    assertThat(Reasons.of(failure))
        .isEqualTo("Unable to create a sink for writing table 'x'.; No such format")
        .doesNotContain("secret");
  }
}
