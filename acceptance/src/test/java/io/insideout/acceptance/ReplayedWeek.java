package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.app.replay.Outcome;
import io.insideout.app.replay.Pace;
import io.insideout.app.replay.Replay;
import io.insideout.retail.RetailFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A system with a week of orders in it, each of them authorized: replayed once, and there for
/// whoever starts on a copy of it.
final class ReplayedWeek {
  static final RetailFile FILE = RetailFile.bundledWeek();

  private static final Map<String, String> SETTINGS =
      Map.of(
          "payment-within-ms", "86400000",
          // The first orders come on the heels of the products.
          "details-grace-ms", "60000");
  private static @Nullable Path replayed;

  private ReplayedWeek() {}

  /// Starts a system on a copy of it.
  static TestSystem start(Path data) throws Exception {
    Path week = replayed();
    try (Stream<Path> files = Files.walk(week)) {
      files.filter(file -> !file.equals(week)).forEach(file -> copy(file, week, data));
    }
    return again(data);
  }

  /// Starts it again.
  static TestSystem again(Path data) throws InterruptedException {
    return TestSystem.start(data, SETTINGS);
  }

  private static void copy(Path file, Path from, Path to) {
    try {
      Files.copy(file, to.resolve(from.relativize(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static synchronized Path replayed() throws Exception {
    Path known = replayed;
    if (known != null) {
      return known;
    }
    Path data = Files.createTempDirectory("week");
    try (TestSystem system = TestSystem.start(data, SETTINGS)) {
      for (String rule : List.of("card-orders-5m", "customer-total-1h")) {
        system.http().delete("/api/fraud/rules/" + rule).expect(204);
      }
      try (Replay replay = new Replay(FILE, system.log(), system.schemas(), null)) {
        replay.writeReferenceData(BigDecimal.ONE);
        Outcome outcome = replay.run(Pace.AS_FAST_AS_POSSIBLE, false, (_, _) -> {});
        assertThat(outcome.reasons()).as("rejected orders").isEmpty();
      }
      var _ = system.verify();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(data)));
    replayed = data;
    return data;
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(ReplayedWeek::deleteOne);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
