package io.insideout.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The machine that was measured on.
///
/// @param processors that Java may use
/// @param memoryMegabytes that there is; -1 where the operating system does not tell as Linux does
/// @param system the operating system
/// @param java the version
/// @param measuredAt when
public record Machine(
    int processors, long memoryMegabytes, String system, String java, String measuredAt) {
  /// This one, at this moment.
  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        physicalMegabytes(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.version"),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static long physicalMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc/meminfo")).stream()
          .filter(line -> line.startsWith("MemTotal:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }
}
