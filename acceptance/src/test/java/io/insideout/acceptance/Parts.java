package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The system as processes that share a log, each found by the file that it leaves when it is up.
final class Parts implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final Deque<Cli.Running> started = new ArrayDeque<>();
  private final JsonNode log;

  /// One that is up.
  record Started(Cli.Running process, JsonNode run) {
    Http http() {
      return new Http(URI.create(run.path("http").asText()));
    }

    String log() {
      return run.path("bootstrapServers").asText();
    }
  }

  private Parts(Path directory, int partitions) throws IOException {
    this.directory = directory;
    this.log =
        run(
                List.of("log"),
                "one",
                "--kafka-port=0",
                "--registry-port=0",
                "--set=partitions=" + partitions)
            .run();
  }

  /// With a log, and nothing else yet.
  static Parts start(Path directory, int partitions) throws IOException {
    return new Parts(directory, partitions);
  }

  /// Starts services in a process and returns when it is up.
  ///
  /// @param instance its name among processes of the same services
  Started run(List<String> services, String instance, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(services);
    words.addAll(List.of("--data", data().toString(), "--set", "instance=" + instance));
    words.addAll(List.of(more));
    Cli.Running process = new Cli(directory).start(words.toArray(String[]::new));
    started.push(process);
    String name = String.join("-", services) + (instance.equals("one") ? "" : "-" + instance);
    Path file = data().resolve("parts").resolve(name).resolve("run.json");
    Eventually.eventually(
        name + " is up, or ends",
        () -> holds(file, process.process().pid()) || !process.process().isAlive());
    assertThat(process.process().isAlive()).as(process.printed()).isTrue();
    return new Started(process, JSON.readTree(file.toFile()));
  }

  /// A process that was killed leaves its file behind.
  private static boolean holds(Path file, long pid) {
    try {
      return Files.exists(file) && JSON.readTree(file.toFile()).path("pid").asLong() == pid;
    } catch (IOException halfWritten) {
      return false;
    }
  }

  private Path data() {
    return directory.resolve("data");
  }

  String bootstrapServers() {
    return log.path("bootstrapServers").asText();
  }

  /// What `verify` says of the log when all is quiet, after its exit code.
  String proof() throws IOException, InterruptedException {
    Cli.Running proof =
        new Cli(directory)
            .start(
                "verify",
                "--bootstrap-servers",
                bootstrapServers(),
                "--registry",
                log.path("registry").asText());
    return proof.exitCode(Duration.ofMinutes(2)) + "\n" + proof.printed();
  }

  @Override
  public void close() {
    started.forEach(Cli.Running::kill);
  }
}
