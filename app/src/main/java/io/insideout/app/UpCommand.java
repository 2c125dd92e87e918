package io.insideout.app;

import io.insideout.runtime.RunFile;
import io.insideout.runtime.Service;
import io.insideout.runtime.http.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Starts everything in this process and runs until it is told to stop.
@Command(
    name = "up",
    header = "Start the whole system in this process: log, services, HTTP.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Place an order once it is ready:",
      "  curl -X PUT localhost:8080/api/products/TEA -H 'Content-Type: application/json' \\",
      "    -d '{\"description\": \"A tin of tea\", \"listPrice\": \"4.25\"}'",
      "  curl -X PUT localhost:8080/api/stock/TEA -d '{\"onHand\": 10}'",
      "  curl -i -X POST localhost:8080/api/orders -H 'Idempotency-Key: first' \\",
      "    -d '{\"cardToken\": \"card-1\", \"lines\": [{\"sku\": \"TEA\", \"quantity\": 2}]}'",
      "  curl 'localhost:8080/api/orders/<orderId>?wait=settled'"
    })
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SystemOptions options;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "SERVICE",
      description = {
        "Services that are not to run, separated by commas: without payments, shipping and email an",
        "order ends VALIDATED or REJECTED."
      })
  private Set<String> without = new TreeSet<>();

  @Option(names = "--json", description = "Say that it is ready as one JSON object.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  UpCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = options.settings();
    List<Service> services = services(settings);
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      settings.shown().forEach((name, value) -> out.printf("  %-20s %s%n", name, value));
      out.flush();
    }
    settings.warning().ifPresent(spec.commandLine().getErr()::println);
    try (RunningSystem<Insideout> running = RunningSystem.start(settings, services)) {
      RunFile run = running.runFile();
      if (json) {
        out.println(new String(Json.write(run), StandardCharsets.UTF_8));
      } else {
        out.println(running.readyLine());
        out.println("  console   " + run.http());
        out.println("  HTTP      " + run.http() + "   (routes: /openapi.json)");
        out.println("  log       " + run.bootstrapServers());
        out.println("  registry  " + run.registry());
        out.println("Stop with Ctrl-C.");
      }
      out.flush();
      running.awaitClose();
    }
    return 0;
  }

  private List<Service> services(Settings settings) {
    List<Service> all = settings.allServices();
    List<String> names = all.stream().map(Service::name).toList();
    for (String name : without) {
      if (!names.contains(name)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            "There is no service '%s' to do without; there are %s."
                .formatted(name, String.join(", ", names)));
      }
    }
    return all.stream().filter(one -> !without.contains(one.name())).toList();
  }
}
