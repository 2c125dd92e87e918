package io.insideout.app;

import io.insideout.app.replay.Pace;
import io.insideout.bench.load.BenchCatalogue;
import io.insideout.bench.load.Callers;
import io.insideout.bench.measure.Usage;
import io.insideout.retail.RetailFile;
import io.insideout.runtime.Environment;
import io.insideout.runtime.http.Json;
import io.insideout.verify.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The work from which the JVM learns what a start needs. The launcher has it write that down as an
/// AOT cache when this ends.
@Command(
    name = "train",
    header = "Make the AOT cache with which later starts take half the time.",
    description = {
      "Start a whole system in a temporary directory, replay the bundled week, place orders over HTTP,",
      "prove the laws, and end it. From that the launcher makes an AOT cache: classes loaded and linked,",
      "for exactly these jars, this JDK and these options. It prints where the cache is, beside the jars.",
      "",
      "There is no need to: once a system has been up for a minute, the launcher does so in the",
      "background, where there is no cache yet. INSIDEOUT_AOT=off neither makes nor uses one."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  private static final int ORDERS_PER_SECOND = 50;
  private static final Duration PLACED_FOR = Duration.ofSeconds(3);
  private static final Duration QUIET_WITHIN = Duration.ofSeconds(60);
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  TrainCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (TemporaryDirectory directory = TemporaryDirectory.create("insideout-train-")) {
      Settings settings = settings(directory.path());
      try (RunningSystem<Insideout> running =
          RunningSystem.start(settings, settings.allServices())) {
        out.println(running.readyLine());
        return work(running, directory.path(), out) ? 0 : 1;
      }
    }
  }

  /// On any ports, beside whatever runs here.
  private static Settings settings(Path directory) {
    return Settings.of(
        null,
        Map.of(),
        Map.of(
            "data",
            directory.toString(),
            "http-port",
            "0",
            "kafka-port",
            "0",
            "registry-port",
            "0"));
  }

  /// @return whether all of it went well
  private static boolean work(RunningSystem<Insideout> running, Path directory, PrintWriter out)
      throws IOException, InterruptedException {
    Environment inside = running.system().environment();
    String door = running.runFile().http();
    visit(URI.create(door));
    boolean complete =
        ReplayCommand.run(
            RetailFile.bundledWeek(),
            inside.log(),
            inside.schemas(),
            new ReplayCommand.Wish(
                Pace.AS_FAST_AS_POSSIBLE, BigDecimal.ONE, false, false, Optional.empty()),
            out);
    BenchCatalogue.write(inside.log(), inside.schemas());
    Callers.Result placed =
        new Callers(URI.create(door), inside.log(), inside.schemas(), Usage.own())
            .atRate(ORDERS_PER_SECOND, PLACED_FOR);
    Report report =
        VerifyCommand.verify(
            inside.log(),
            inside.schemas(),
            VerifyCommand.evidence(List.of(), running.system().door(), QUIET_WITHIN),
            QUIET_WITHIN,
            directory);
    VerifyCommand.render(report, out);
    return complete && placed.failed() == 0 && placed.undecided() == 0 && report.holds();
  }

  /// What a caller does first, as the tutorial has it.
  private static void visit(URI door) throws IOException, InterruptedException {
    try (HttpClient caller = HttpClient.newHttpClient()) {
      ask(
          caller,
          door,
          "PUT",
          "/api/products/TEA",
          Map.of("description", "A tin of tea", "listPrice", "4.25"));
      ask(caller, door, "PUT", "/api/stock/TEA", Map.of("onHand", 10));
      ask(caller, door, "PUT", "/api/customers/ada", Map.of("name", "Ada", "country", "Norway"));
      Map<?, ?> placed =
          Json.read(
              ask(
                  caller,
                  door,
                  "POST",
                  "/api/orders",
                  Map.of(
                      "customerId",
                      "ada",
                      "cardToken",
                      "card-1",
                      "lines",
                      List.of(Map.of("sku", "TEA", "quantity", 2)))),
              Map.class);
      for (String path :
          List.of(
              "/api/orders/" + placed.get("orderId") + "?wait=settled",
              "/api/orders?limit=5",
              "/health/ready",
              "/metrics",
              "/openapi.json")) {
        ask(caller, door, "GET", path, Map.of());
      }
    }
  }

  private static byte[] ask(
      HttpClient caller, URI door, String method, String path, Map<String, ?> body)
      throws IOException, InterruptedException {
    var answer =
        caller.send(
            HttpRequest.newBuilder(door.resolve(path))
                .timeout(ANSWERED_WITHIN)
                .method(
                    method,
                    body.isEmpty()
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofByteArray(Json.write(body)))
                .build(),
            BodyHandlers.ofByteArray());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          "%s %s was answered with %d".formatted(method, path, answer.statusCode()));
    }
    return answer.body();
  }
}
