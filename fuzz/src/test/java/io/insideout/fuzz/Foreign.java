package io.insideout.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.http.Problem;
import java.util.Optional;
import java.util.function.Supplier;

/// Bytes that come from elsewhere, and what may be said to them.
public final class Foreign {
  /// How long a test makes up inputs, where it does.
  public static final String SEARCH = "20s";

  private Foreign() {}

  public static String text(byte[] input) {
    return new String(input, UTF_8);
  }

  /// The lines of an input that stands for several texts; those that are missing are empty.
  public static String[] texts(byte[] input, int number) {
    String[] texts = new String[number];
    String[] lines = text(input).split("\n", number);
    for (int i = 0; i < number; i++) {
      texts[i] = i < lines.length ? lines[i] : "";
    }
    return texts;
  }

  /// What is read, or nothing where the caller is told what is wrong with it. Anything else that is
  /// thrown is a fault of ours.
  public static <T> Optional<T> read(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (Problem told) {
      assertThat(told.status()).isBetween(400, 499);
      assertThat(told.getMessage()).isNotBlank();
      return Optional.empty();
    }
  }
}
