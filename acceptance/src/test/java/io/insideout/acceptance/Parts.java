package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.RunFile;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The system as processes that share a log, each found by the file that it leaves when it is up.
final class Parts implements AutoCloseable {
  private static final List<String> TO_THE_DECISION =
      List.of("orders", "inventory", "fraud", "details", "products", "customers");

  private final Path directory;
  private final Deque<Cli.Running> started = new ArrayDeque<>();
  private final RunFile log;

  /// One that is up.
  record Started(Cli.Running process, RunFile run) {
    long pid() {
      return run.pid();
    }

    URI url() {
      return URI.create(run.http());
    }

    Http http() {
      return new Http(url());
    }
  }

  private Parts(Path directory, String... more) throws IOException {
    this.directory = directory;
    List<String> words = new ArrayList<>(List.of("--kafka-port", "0", "--registry-port", "0"));
    words.addAll(List.of(more));
    this.log = begin(List.of("log"), "log", words).run();
  }

  /// With a log, and nothing else yet.
  ///
  /// @param more words that the log is started with
  static Parts start(Path directory, String... more) throws IOException {
    return new Parts(directory, more);
  }

  /// Starts services in a process and returns when it is up.
  ///
  /// @param instance its name among processes of the same services
  Started run(List<String> services, String instance, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("--set", "instance=" + instance));
    words.addAll(List.of(more));
    String name = String.join("-", services);
    return begin(services, instance.equals("one") ? name : name + "-" + instance, words);
  }

  /// Starts one of so many processes of all services that an order needs until it is decided.
  ///
  /// @param number from 1
  Started runToTheDecision(int number, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("--set", "payment-within-ms=0"));
    words.addAll(List.of(more));
    return run(
        TO_THE_DECISION, number == 1 ? "one" : "number-" + number, words.toArray(String[]::new));
  }

  /// Where that one keeps its states.
  Path stateToTheDecision(int number) {
    String place = String.join("-", TO_THE_DECISION);
    return directory
        .resolve("data/parts")
        .resolve(number == 1 ? place : place + "-number-" + number)
        .resolve("state");
  }

  /// Words by which a process finds the log as one of somebody else's, with client properties.
  String[] byAddress(Path clientProperties) {
    return new String[] {
      "--bootstrap-servers", log.bootstrapServers(),
      "--registry", log.registry(),
      "--client-properties", clientProperties.toString()
    };
  }

  /// Starts a gateway and returns when it is up.
  Started gateway() throws IOException {
    return begin(List.of("gateway"), "gateway", List.of("--http-port", "0"));
  }

  private Started begin(List<String> parts, String name, List<String> more) throws IOException {
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(parts);
    words.addAll(List.of("--data", directory.resolve("data").toString()));
    words.addAll(more);
    Cli.Running process = new Cli(directory).start(words.toArray(String[]::new));
    started.push(process);
    Path place = directory.resolve("data/parts").resolve(name);
    Eventually.eventually(
        name + " is up, or ends",
        () -> fileOf(process, place).isPresent() || !process.process().isAlive());
    assertThat(process.process().isAlive()).as(process.printed()).isTrue();
    return new Started(process, fileOf(process, place).orElseThrow());
  }

  /// A process that was killed has left its file behind.
  private static Optional<RunFile> fileOf(Cli.Running process, Path place) {
    return RunFile.look(place).filter(file -> file.pid() == process.process().pid());
  }

  LogClient log() {
    return LogClient.at(log.bootstrapServers());
  }

  Schemas schemas() {
    return Schemas.at(URI.create(log.registry()));
  }

  long logPid() {
    return log.pid();
  }

  /// A directory with a run file of a door and the log, for commands that need both.
  Path doorAndLog(Started door) {
    Path both = directory.resolve("both");
    new RunFile(door.pid(), door.run().http(), log.bootstrapServers(), log.registry(), List.of())
        .write(both);
    return both;
  }

  /// What `verify` says of the log when all is quiet, after its exit code.
  String proof() throws IOException, InterruptedException {
    Cli.Running proof =
        new Cli(directory)
            .start(
                "verify",
                "--bootstrap-servers",
                log.bootstrapServers(),
                "--registry",
                log.registry());
    return proof.exitCode(Duration.ofMinutes(2)) + "\n" + proof.printed();
  }

  @Override
  public void close() {
    started.forEach(Cli.Running::kill);
  }
}
