package io.insideout.sql.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.sql.engine.SqlEngine.EngineFailure;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Flink's process: started, told what to be by its first line of input, and ended when its input
/// is. So it ends with this process, however this one ends.
final class FlinkProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(1);
  private static final int ENDS_WITHIN_S = 10;

  /// Where Kafka's clients may fetch tokens: what is allowed here is allowed there.
  private static final List<String> TOKEN_SOURCES =
      List.of(
          "org.apache.kafka.sasl.oauthbearer.allowed.urls",
          "org.apache.kafka.sasl.oauthbearer.allowed.files");

  private final Process process;
  private final Writer input;
  private final URI address;
  private final String token;

  private FlinkProcess(Process process, Writer input, URI address, String token) {
    this.process = process;
    this.input = input;
    this.address = address;
    this.token = token;
  }

  /// Starts it, and returns when it answers.
  ///
  /// @param home where its jars are
  /// @param log what it says goes there
  /// @param authorities a file in PEM with those that it is to believe; empty for none
  static FlinkProcess start(Path home, Path log, Map<String, String> flink, String authorities) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Process process =
          new ProcessBuilder(command(home))
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      String token = HexFormat.of().formatHex(random());
      Writer input = process.outputWriter(StandardCharsets.UTF_8);
      input.write(
          JSON.writeValueAsString(
                  Map.of("token", token, "flink", flink, "authorities", authorities))
              + "\n");
      input.flush();
      int port = port(process, log);
      return new FlinkProcess(process, input, URI.create("http://127.0.0.1:" + port), token);
    } catch (IOException e) {
      throw new EngineFailure("Flink does not start: " + e.getMessage(), e);
    }
  }

  /// Where it answers, once it says so. One that says nothing for too long is ended, and so is
  /// waited for no longer.
  private static int port(Process process, Path log) throws IOException {
    Thread watch = Thread.ofVirtual().start(() -> endUnlessInterrupted(process));
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String answer = output.readLine();
    watch.interrupt();
    if (answer == null) {
      throw new EngineFailure(
          "Flink does not start: %s says why.".formatted(log), new IOException("it has ended"));
    }
    return JSON.readTree(answer).path("port").intValue();
  }

  private static void endUnlessInterrupted(Process process) {
    try {
      if (!process.waitFor(STARTS_WITHIN)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException started) {
      // As it should be.
    }
  }

  private static List<String> command(Path home) {
    if (!Files.isDirectory(home.resolve("lib"))) {
      throw new EngineFailure(
          "Flink's jars are not in %s: ./insideout puts them there when it builds.".formatted(home),
          new IOException("no such directory: " + home.resolve("lib")));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String allowed : TOKEN_SOURCES) {
      if (System.getProperty(allowed) != null) {
        command.add("-D%s=%s".formatted(allowed, System.getProperty(allowed)));
      }
    }
    command.addAll(
        List.of(
            "-Xmx320m",
            "-XX:+UseSerialGC",
            // A query is compiled anew each time; what it is made of is warm soon enough.
            "-XX:TieredStopAtLevel=1",
            // A query that keeps more than fits ends it, and nobody waits for one that only limps.
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            home.resolve("*") + File.pathSeparator + home.resolve("lib").resolve("*"),
            "io.insideout.flink.Main"));
    return command;
  }

  private static byte[] random() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Where it answers.
  URI address() {
    return address;
  }

  /// What it answers to.
  String token() {
    return token;
  }

  @Override
  public void close() {
    try {
      input.close();
      if (!process.waitFor(ENDS_WITHIN_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
