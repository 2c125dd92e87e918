package io.insideout.acceptance;

import io.insideout.bench.measure.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What processes take of the processor from one moment on.
final class ProcessorTime {
  private final List<Watched> all;

  private record Watched(String name, Usage usage, Duration before) {
    long micros() {
      return usage.processor().minus(before).toNanos() / 1_000;
    }
  }

  private ProcessorTime(List<Watched> all) {
    this.all = all;
  }

  /// @param pids of the processes, by the names that they are told by, in this order
  static ProcessorTime from(List<Map.Entry<String, Long>> pids) {
    return new ProcessorTime(
        pids.stream()
            .map(
                one -> {
                  Usage usage = new Usage(one.getValue());
                  return new Watched(one.getKey(), usage, usage.processor());
                })
            .toList());
  }

  /// Prints what each has taken until now for one of so many orders, and what all have together.
  void print(long orders) {
    long sumMicros = 0;
    for (Watched one : all) {
      long micros = one.micros();
      sumMicros += micros;
      System.out.printf(
          "%s: %,d µs an order, %d MB%n", one.name, micros / orders, one.usage.residentMegabytes());
    }
    System.out.printf("together: %,d µs an order%n", sumMicros / orders);
  }
}
