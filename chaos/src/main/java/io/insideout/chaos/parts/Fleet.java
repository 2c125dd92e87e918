package io.insideout.chaos.parts;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.Pause;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.http.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All processes of the system. None of them outlives this one.
public final class Fleet implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /// Ten times the usual: a kill then meets a transaction with work in it more often than not.
  private static final String COMMIT_INTERVAL_MILLIS = "200";

  /// A process that ends so often while it is waited for does not get up.
  private static final int HOPELESS_STARTS = 50;

  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);

  private static final String CONNECT = "connect";

  /// Paid orders leave by themselves, so that many of them are counted down in the database.
  private static final List<String> WITH_DATABASE =
      List.of(
          "--set",
          "database=embedded",
          "--set",
          "database-port=0",
          "--set",
          "connect-port=0",
          "--auto-ship");

  /// Where the payments service looks for what the provider knows it by.
  private static final String PROVIDER_SECRET = "INSIDEOUT_PAYMENT_SECRET";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ANSWERS_WITHIN)
          .build();
  private final List<Child> children;
  private final @Nullable Database database;
  private final Thread hook = new Thread(this::end, "end-of-the-fleet");

  /// @param services the names of the services, a process each
  /// @param data where each part has a directory
  /// @param provider where whoever wants money finds it
  /// @param withDatabase whether products and stock are kept in a database, and connect runs too
  public Fleet(
      Program program, List<String> services, Path data, URI provider, boolean withDatabase) {
    String kafka = freePort();
    String registry = freePort();
    List<String> ports =
        List.of(
            "--kafka-port",
            kafka,
            "--registry-port",
            registry,
            "--set",
            "registry-tls=false",
            "--http-port",
            "0");
    // Told where the log is, a service can start while the log is away, and waits for it.
    List<String> addresses =
        addresses("127.0.0.1:" + kafka, URI.create("http://127.0.0.1:" + registry), provider);
    List<String> flags =
        withDatabase
            ? Stream.concat(addresses.stream(), WITH_DATABASE.stream()).toList()
            : addresses;
    List<List<String>> each =
        Stream.concat(services.stream(), withDatabase ? Stream.of(CONNECT) : Stream.empty())
            .map(List::of)
            .toList();
    children = children(program, data, ports, each, flags);
    database = withDatabase ? new Database(child(CONNECT).directory()) : null;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// On a log that runs elsewhere; the part `log` makes the topics there, and is the registry.
  ///
  /// @param registry where the registry is to be
  /// @param services the names of the services, for each process those that it runs
  /// @param data where each process has a directory
  /// @param provider where whoever wants money finds it
  public Fleet(
      Program program,
      String bootstrapServers,
      URI registry,
      List<List<String>> services,
      Path data,
      URI provider) {
    List<String> log =
        List.of(
            "--bootstrap-servers",
            bootstrapServers,
            "--registry-port",
            String.valueOf(registry.getPort()),
            "--set",
            "registry-host=" + registry.getHost(),
            "--http-port",
            "0");
    children =
        children(program, data, log, services, addresses(bootstrapServers, registry, provider));
    database = null;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static List<String> addresses(String bootstrapServers, URI registry, URI provider) {
    return List.of(
        "--bootstrap-servers",
        bootstrapServers,
        "--registry",
        registry.toString(),
        "--http-port",
        "0",
        "--commit-interval-ms",
        COMMIT_INTERVAL_MILLIS,
        "--set",
        "payment-provider=" + provider);
  }

  private static List<Child> children(
      Program program,
      Path data,
      List<String> ofLog,
      List<List<String>> services,
      List<String> ofServices) {
    List<Child> all = new ArrayList<>();
    all.add(new Child("log", program, data, ofLog));
    for (List<String> parts : services) {
      all.add(
          new Child(
              parts, program, data, ofServices, Map.of(PROVIDER_SECRET, "known to nobody else")));
    }
    all.add(new Child("gateway", program, data, List.of("--http-port", "0")));
    return List.copyOf(all);
  }

  /// The log is found again where it was, so it keeps its ports.
  private static String freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return String.valueOf(socket.getLocalPort());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// All of them: the log, the services, the gateway.
  public List<Child> children() {
    return children;
  }

  /// The database that connect has beside it, if there is one.
  public Optional<Database> database() {
    return Optional.ofNullable(database);
  }

  /// The one that a part runs in.
  public Child child(String part) {
    return children.stream()
        .filter(child -> child.has(part))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no part " + part));
  }

  /// Starts all that do not run, the log first, which is waited for.
  public void start(Duration within) throws InterruptedException {
    awaitReady(child("log"), System.nanoTime() + within.toNanos());
    children.forEach(Child::start);
  }

  /// Starts all that do not run, the log first, and returns when all are ready.
  ///
  /// @return what is not ready when the time is over
  public List<String> awaitReady(Duration within) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + within.toNanos();
    start(within);
    List<String> troubles = new ArrayList<>();
    for (Child child : children) {
      awaitReady(child, deadlineNanos)
          .ifPresent(trouble -> troubles.add(child.name() + ": " + trouble));
    }
    return troubles;
  }

  private Optional<String> awaitReady(Child child, long deadlineNanos) throws InterruptedException {
    int hopeless = child.starts() + HOPELESS_STARTS;
    child.start();
    Optional<String> trouble = trouble(child);
    while (trouble.isPresent() && System.nanoTime() < deadlineNanos && child.starts() < hopeless) {
      Pause.atMost(LOOK_AGAIN);
      // One that cannot start while the log is away ends; who runs it starts it again.
      child.start();
      trouble = trouble(child);
    }
    return trouble;
  }

  /// Processes that ended though nobody ended them, as a sentence each; they are started again.
  public List<String> startAgain() {
    List<String> ended = new ArrayList<>();
    for (Child child : children) {
      child
          .endedUnasked()
          .ifPresent(
              code -> {
                ended.add(
                    "%s ended by itself with %d: %s"
                        .formatted(child.name(), code, child.lastWords()));
                child.start();
              });
    }
    return ended;
  }

  /// What keeps a part from doing its work, as it says itself.
  public Optional<String> trouble(Child child) throws InterruptedException {
    Optional<RunFile> file = child.runFile();
    if (file.isEmpty()) {
      return Optional.of("not started: " + child.lastWords());
    }
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(file.get().http() + "/health/ready"))
                  .timeout(ANSWERS_WITHIN)
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        return Optional.of(answer.body());
      }
      return child.has(CONNECT) ? connectors(file.get()) : Optional.empty();
    } catch (IOException e) {
      return Optional.of("does not answer: " + e);
    }
  }

  /// Without its database connect is ready nevertheless: orders are taken without it.
  private Optional<String> connectors(RunFile file) throws IOException, InterruptedException {
    byte[] answer =
        http.send(
                HttpRequest.newBuilder(URI.create(file.http() + "/api/connectors"))
                    .timeout(ANSWERS_WITHIN)
                    .build(),
                BodyHandlers.ofByteArray())
            .body();
    JsonNode trouble = Json.read(answer, JsonNode.class).path("trouble");
    return trouble.isTextual() ? Optional.of(trouble.asText()) : Optional.empty();
  }

  private void end() {
    try {
      for (Child child : children) {
        child.kill();
      }
      database().ifPresent(Database::end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends all of them at once.
  @Override
  public void close() {
    end();
    http.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException theHookRuns) {
      // Then it does the same.
    }
  }
}
