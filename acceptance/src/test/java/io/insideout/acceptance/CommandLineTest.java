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

  @Test
  void what_a_database_of_somebody_else_needs_is_told_without_a_system() throws Exception {
    String address = "jdbc:postgresql://127.0.0.1:9/shop?user=insideout";

    assertThat(ran(0, "database", "--script")).contains("create table if not exists product (");
    assertThat(
            ran(
                0,
                "connectors",
                "show",
                "orders-view",
                "--database=" + address,
                "--registry=http://127.0.0.1:9"))
        .contains("\"connection.url\" : \"" + address + "&connectTimeout=5&")
        .contains("${secret:INSIDEOUT_DATABASE_PASSWORD}");
    assertThat(ran(3, "database", "--database=" + address))
        .startsWith("The database at 127.0.0.1:9 cannot be reached: ");
    assertThat(ran(3, "database", "--data=nowhere")).contains("./insideout up");
    assertThat(ran(3, "database", "--database=embedded")).startsWith("--database is an address");
    assertThat(ran(2, "database", "--limit=0")).startsWith("--limit is a number from 1 to 100000");
    for (String password : List.of("password", "sslpassword")) {
      assertThat(ran(3, "database", "--database=%s&%s=geheim".formatted(address, password)))
          .contains("INSIDEOUT_DATABASE_PASSWORD")
          .doesNotContain("geheim");
    }
  }

  private String ran(int exitCode, String... words) throws Exception {
    Cli.Running run = cli.start(words);
    int code = run.exitCode(SOON);
    assertThat(code).as(run.printed()).isEqualTo(exitCode);
    return run.printed();
  }
}
