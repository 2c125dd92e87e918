package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/// A broker of a cluster, which is also one of its controllers: Kafka's own program from our jars,
/// in a process of its own.
final class BrokerProcess {
  private static final int ENDS_WITHIN_SECONDS = 60;

  private final int id;
  private final Network network;
  private final Path directory;
  private @Nullable Process process;

  private BrokerProcess(int id, Network network, Path directory) {
    this.id = id;
    this.network = network;
    this.directory = directory;
  }

  /// Makes its directory; it does not run yet.
  static BrokerProcess make(
      int id, Network network, Path directory, String clusterId, Map<String, String> settings)
      throws Exception {
    Path log = Files.createDirectories(directory).resolve("log");
    new Formatter()
        .setNodeId(id)
        .setClusterId(clusterId)
        .setControllerListenerName("CONTROLLER")
        .setDirectories(List.of(log.toString()))
        .setMetadataLogDirectory(log.toString())
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
        .run();
    Map<String, String> all = new TreeMap<>(settings);
    all.put("log.dirs", log.toString());
    Files.writeString(
        directory.resolve("server.properties"),
        all.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
            .collect(Collectors.joining()));
    return new BrokerProcess(id, network, directory);
  }

  int id() {
    return id;
  }

  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlogback.configurationFile=logback.xml",
            "-Dinsideout.logs=" + directory.resolve("logs"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "kafka.Kafka",
            directory.resolve("server.properties").toString()));
    File output = directory.resolve("output.txt").toFile();
    process =
        new ProcessBuilder(network.command(id, command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
            .start();
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /// SIGTERM: it hands its partitions over and ends.
  ///
  /// @return whether it ended by itself
  boolean terminate() throws InterruptedException {
    Process running = process;
    if (running == null) {
      return true;
    }
    running.destroy();
    boolean ended = running.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
    running.destroyForcibly().waitFor();
    return ended;
  }

  /// SIGSTOP or SIGCONT.
  ///
  /// @param name the signal's name without `SIG`
  void signal(String name) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
    if (code != 0) {
      throw new IllegalStateException("broker %d cannot be sent %s".formatted(id, name));
    }
  }

  /// The process, once it was started.
  long pid() {
    if (process == null) {
      throw new IllegalStateException("broker " + id + " was not started");
    }
    return process.pid();
  }

  boolean runs() {
    return process != null && process.isAlive();
  }

  String printed() throws IOException {
    return Files.readString(directory.resolve("output.txt"));
  }
}
