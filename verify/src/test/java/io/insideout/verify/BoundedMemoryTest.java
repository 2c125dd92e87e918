package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An audit in a process of its own with a heap that does not hold the log.
class BoundedMemoryTest {
  private static final int RECORDS = 200_000;

  @Test
  void a_log_larger_than_the_heap_is_judged_from_disk(@TempDir Path directory) throws Exception {
    Outcome outcome = run("disk", directory);
    assertThat(outcome.text()).contains("Every law holds.");
    assertThat(outcome.exitCode()).isZero();
  }

  /// The control: the same log and the same heap, without a disk.
  @Test
  void and_is_too_much_for_that_heap_without_it(@TempDir Path directory) throws Exception {
    assertThat(run("memory", directory).text()).contains("OutOfMemoryError");
  }

  private record Outcome(int exitCode, String text) {}

  private static Outcome run(String scratch, Path directory)
      throws IOException, InterruptedException {
    Path out = directory.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                BoundedMemoryTest.class.getName(),
                scratch,
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), Files.readString(out));
  }

  public static void main(String[] args) throws IOException {
    try (Scratch scratch =
        args[0].equals("disk") ? Scratch.onDisk(Path.of(args[1])) : Scratch.inMemory()) {
      Audit audit = new Audit(scratch, List.of());
      History history = new History(601, audit::accept);
      while (history.made() < RECORDS) {
        history.run(1_000);
      }
      Report report = audit.finish(Quiet.yes("all was worked off"));
      System.out.println(report);
      System.exit(report.holds() ? 0 : 1);
    }
  }
}
