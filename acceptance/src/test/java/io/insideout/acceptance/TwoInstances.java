package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.RunFile;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Two processes of the same services, a log and a gateway, each in a process of its own.
final class TwoInstances implements AutoCloseable {
  private static final List<String> SERVICES =
      List.of("orders", "inventory", "fraud", "details", "products", "customers");

  private final Path directory;
  private final List<String> more;
  private final List<Cli.Running> all = new ArrayList<>();

  private TwoInstances(Path directory, List<String> more) {
    this.directory = directory;
    this.more = more;
  }

  /// @param more words that both instances are started with
  static TwoInstances start(Path directory, String... more) throws IOException {
    TwoInstances instances = new TwoInstances(directory, List.of(more));
    try {
      instances.run(
          List.of("log"), instances.part("log"), "--kafka-port", "0", "--registry-port", "0");
      instances.startInstance("one");
      instances.startInstance("two");
      instances.run(List.of("gateway"), instances.part("gateway"), "--http-port", "0");
      return instances;
    } catch (IOException | AssertionError e) {
      instances.close();
      throw e;
    }
  }

  /// Starts an instance, and returns when it says that it is up.
  Cli.Running startInstance(String name) throws IOException {
    List<String> words = new ArrayList<>(List.of("--set", "instance=" + name));
    words.addAll(List.of("--set", "payment-within-ms=0"));
    words.addAll(more);
    return run(SERVICES, instance(name), words.toArray(String[]::new));
  }

  /// What an instance keeps.
  Path instance(String name) {
    String place = String.join("-", SERVICES);
    return part(name.equals("one") ? place : place + "-" + name);
  }

  /// The process of an instance that was started last.
  Cli.Running process(String name) {
    RunFile file = RunFile.find(instance(name));
    return all.stream()
        .filter(one -> one.process().pid() == file.pid())
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " does not run"));
  }

  Cli.Running logProcess() {
    return all.getFirst();
  }

  URI doorOf(String name) {
    return URI.create(RunFile.find(instance(name)).http());
  }

  URI door() {
    return URI.create(RunFile.find(part("gateway")).http());
  }

  LogClient log() {
    return LogClient.at(RunFile.find(part("log")).bootstrapServers());
  }

  Schemas schemas() {
    return Schemas.at(URI.create(RunFile.find(part("log")).registry()));
  }

  /// The command that judges what is in the log.
  Cli.Running proof() throws IOException {
    RunFile log = RunFile.find(part("log"));
    return new Cli(directory)
        .start(
            "verify", "--bootstrap-servers", log.bootstrapServers(), "--registry", log.registry());
  }

  /// A directory with a run file of the gateway's door and the log, for commands that need both.
  Path doorAndLog() {
    RunFile gateway = RunFile.find(part("gateway"));
    RunFile log = RunFile.find(part("log"));
    Path both = directory.resolve("both");
    new RunFile(gateway.pid(), gateway.http(), log.bootstrapServers(), log.registry(), List.of())
        .write(both);
    return both;
  }

  private Path part(String place) {
    return directory.resolve("data/parts").resolve(place);
  }

  private Cli.Running run(List<String> parts, Path place, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("run"));
    command.addAll(parts);
    command.addAll(List.of("--data", directory.resolve("data").toString()));
    command.addAll(List.of(words));
    Path file = place.resolve("run.json");
    Files.deleteIfExists(file);
    Cli.Running running = new Cli(directory).start(command.toArray(String[]::new));
    all.add(running);
    Eventually.eventually(
        place + " is up, or ends", () -> Files.exists(file) || !running.process().isAlive());
    assertThat(running.process().isAlive()).as(running.printed()).isTrue();
    return running;
  }

  @Override
  public void close() {
    all.reversed().forEach(Cli.Running::kill);
  }
}
