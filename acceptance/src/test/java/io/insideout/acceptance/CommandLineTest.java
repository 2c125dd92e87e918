package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the command line says where there is no system to talk to.
class CommandLineTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir private Path directory;
  private Cli cli;

  @SuppressWarnings("NullAway.Init") // made before each test
  CommandLineTest() {}

  @BeforeEach
  void make() {
    cli = new Cli(directory);
  }

  @Test
  void an_unexpected_failure_is_one_line_and_its_trace_is_in_the_log_file() throws Exception {
    Files.writeString(
        directory.resolve("run.json"),
        """
        {"pid": %d, "http": "no address", "bootstrapServers": "127.0.0.1:9", "registry": "http://127.0.0.1:9", "paths": []}"""
            .formatted(ProcessHandle.current().pid()));
    Cli.Running run = cli.start("verify", "--data", directory.toString());
    assertThat(run.exitCode(SOON)).as(run.printed()).isEqualTo(1);
    Path log = directory.resolve("logs/insideout.jsonl");
    assertThat(run.printed().lines())
        .singleElement()
        .asString()
        .startsWith("This should not have happened: ")
        .contains("no address", "Try again", log.toString());
    assertThat(log).content().contains("{} failed", "\"verify\"", "VerifyCommand.java");
  }

  @Test
  void a_log_that_does_not_answer_is_told_in_a_line() throws Exception {
    Path file = directory.resolve("hasty.properties");
    Files.writeString(file, "default.api.timeout.ms=2000\nrequest.timeout.ms=1000\n");
    Cli.Running run =
        cli.start(
            "topics", "--bootstrap-servers", "127.0.0.1:9", "--client-properties", file.toString());
    assertThat(run.exitCode(SOON)).as(run.printed()).isEqualTo(3);
    assertThat(run.printed().lines()).singleElement().asString().contains("does not answer");
  }

  @Test
  void the_list_of_commands_says_each_in_one_whole_sentence() throws Exception {
    Cli.Running run = cli.start("--help");
    assertThat(run.exitCode(SOON)).isZero();
    List<String> commands =
        run.printed()
            .lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .skip(1)
            .takeWhile(line -> !line.isBlank())
            .toList();
    assertThat(commands)
        .hasSizeGreaterThan(5)
        .allSatisfy(line -> assertThat(line).matches("  [a-z-]+ +[A-Z].*\\."));
  }
}
