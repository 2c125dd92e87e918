package io.insideout.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Benchmarks rot unseen: each is called here once, so that it says when what it measures is gone.
class BenchmarksTest {
  @Test
  void every_benchmark_runs() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .mode(Mode.SingleShotTime)
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();

    assertThat(results)
        .extracting(
            result -> result.getParams().getBenchmark().replaceAll(".*\\.(\\w+\\.\\w+)", "$1"))
        .contains(
            "SerdeBenchmark.write",
            "SerdeBenchmark.read",
            "LifecycleBenchmark.placedToDecided",
            "ReservationBenchmark.reserved",
            "ReservationBenchmark.released",
            "AssessmentBenchmark.assessed",
            "CauseStampBenchmark.stamped",
            "EventStampBenchmark.stamped");
  }
}
