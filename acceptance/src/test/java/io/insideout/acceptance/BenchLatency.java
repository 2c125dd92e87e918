package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;

/// Orders at a fixed rate at a system that runs, by the command that measures it.
///
/// @param directory where the command runs
record BenchLatency(Path directory, int ordersASecond, Duration within) {
  /// What became of the orders of so many seconds.
  ///
  /// @param data the directory of the system
  JsonNode of(Path data, int seconds) throws Exception {
    Cli.Running bench =
        new Cli(directory)
            .start(
                "bench",
                "--json",
                "--data=" + data,
                "--only=latency",
                "--warm-up=0",
                "--rate=" + ordersASecond,
                "--seconds=" + seconds);
    assertThat(bench.exitCode(within)).as(bench.printed()).isZero();
    String line =
        bench.printed().lines().filter(one -> one.startsWith("{")).findFirst().orElseThrow();
    return new ObjectMapper().readTree(line).at("/latency/0/orders");
  }
}
