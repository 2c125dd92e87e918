package io.insideout.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What a process takes of the machine.
///
/// @param pid the process
public record Usage(long pid) {
  /// Of this process.
  public static Usage own() {
    return new Usage(ProcessHandle.current().pid());
  }

  /// Processor time since its start; zero where the operating system does not tell.
  public Duration processor() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  /// Resident memory where the operating system tells it as Linux does, else -1.
  public long residentMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }
}
