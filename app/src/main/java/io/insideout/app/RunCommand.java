package io.insideout.app;

import io.insideout.app.gateway.Doors;
import io.insideout.app.gateway.Gateway;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.console.ConsoleService;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.Service;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Guard;
import io.insideout.runtime.http.Json;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs a part of the system in this process; the others run in theirs.
@Command(
    name = "run",
    header = "Run a part in a process of its own: log, services, or gateway.",
    description = {
      "Run a part of the system in a process of its own: the log with the registry, any of the",
      "services, or the gateway, which is one HTTP door for all of them. Each part has a directory of",
      "its own below DIR/parts, and tells there where it is. With --bootstrap-servers, log starts no log: it",
      "makes the topics in that one, and runs the registry."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The system in three processes:",
      "  insideout run log",
      "  insideout run orders inventory fraud details payments shipping email products customers webhooks sql story",
      "  insideout run gateway"
    })
final class RunCommand implements Callable<Integer> {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunCommand.class);
  private static final String LOG = "log";
  private static final String GATEWAY = "gateway";

  /// A log for parts that run apart is spread as a cluster's.
  private static final Map<String, String> SPREAD =
      Map.of("http-port", "0", "partitions", Integer.toString(Topics.ORDER_COMMANDS.partitions()));

  @Spec private CommandSpec spec;
  @Mixin private SystemOptions options;

  @Parameters(
      paramLabel = "PART",
      arity = "1..*",
      description =
          "log, gateway, or services: orders, inventory, fraud, details, payments, shipping, email,"
              + " products, customers, webhooks, sql, story, console; with --database also connect, with"
              + " otlp-endpoint also traces.")
  private List<String> parts = new ArrayList<>();

  @Option(
      names = "--route",
      paramLabel = "PATH=URL",
      description = {
        "For the gateway: who answers below a path, such as /api/stock=http://127.0.0.1:9001; several"
            + " instances of a service are separated by commas. Without it the gateway goes by what"
            + " all instances tell through the log at --bootstrap-servers, or, where that is not"
            + " given, by what the parts below DIR/parts tell."
      })
  private Map<String, String> routes = new LinkedHashMap<>();

  @Option(names = "--json", description = "Say that it is ready as one JSON object.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  RunCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    boolean gateway = parts.equals(List.of(GATEWAY));
    Settings given = options.settings(gateway ? Map.of() : Map.of("http-port", "0"));
    Path all = given.dataDirectory().resolve("parts");
    given.warning().ifPresent(spec.commandLine().getErr()::println);
    try (RunningSystem<?> running = gateway ? gateway(given, all) : parts(given, all)) {
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(new String(Json.write(running.runFile()), StandardCharsets.UTF_8));
      } else {
        out.println(String.join(" + ", parts) + ": " + running.readyLine());
        out.println("  HTTP      " + running.runFile().http());
        out.println("Stop with Ctrl-C.");
      }
      out.flush();
      running.awaitClose();
    }
    return 0;
  }

  private RunningSystem<Gateway> gateway(Settings given, Path all) throws InterruptedException {
    given.tls().trust();
    StartReport report = new StartReport();
    Guard guard = given.access().guard();
    given.warning().ifPresent(LOGGER::warn);
    return RunningSystem.start(
        all.resolve(GATEWAY),
        new Gateway(
            doors(given, all),
            OperationsResource.openApi(),
            own -> given.door(own, guard),
            part ->
                Stream.of(
                        new OperationsResource(
                                part,
                                List.of(),
                                guard,
                                () -> AsyncApi.document(null, Topic::partitions))
                            .routes(),
                        new AccessResource(given.access(), guard).routes(),
                        ConsoleService.routes())
                    .flatMap(List::stream)
                    .toList()),
        report,
        given.drainSeconds());
  }

  private Doors doors(Settings given, Path all) {
    if (!routes.isEmpty()) {
      return Doors.told(told());
    }
    return given.bootstrapServers().isEmpty()
        ? Doors.announced(all)
        : Doors.found(LogAddress.of(given.bootstrapServers(), given.clientProperties()).client());
  }

  private Map<String, List<URI>> told() {
    Map<String, List<URI>> told = new LinkedHashMap<>();
    routes.forEach(
        (path, urls) ->
            told.put(
                path,
                Stream.of(urls.split(",", -1))
                    .map(url -> URI.create(SettingTexts.url("route", url.strip()).toString()))
                    .toList()));
    return told;
  }

  private RunningSystem<Insideout> parts(Settings given, Path all) throws InterruptedException {
    List<Service> known = given.allServices();
    List<String> names = parts.stream().distinct().toList();
    for (String name : names) {
      if (!name.equals(LOG) && known.stream().noneMatch(one -> one.name().equals(name))) {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            "There is no part '%s' that can run here; there are log, gateway (alone) and %s."
                .formatted(name, String.join(", ", known.stream().map(Service::name).toList())));
      }
    }
    Path directory = all.resolve(String.join("-", names) + ofInstance(given.instance()));
    Settings settings =
        names.contains(LOG)
            ? options.settings(SPREAD).ofPart(directory, given.bootstrapServers(), given.registry())
            : within(given, directory, all.resolve(LOG));
    return RunningSystem.start(
        settings, known.stream().filter(one -> names.contains(one.name())).toList());
  }

  /// More instances of the same on one machine have directories of their own.
  private static String ofInstance(String instance) {
    String first = Settings.of(null, Map.of(), Map.of()).instance();
    return instance.equals(first) ? "" : "-" + instance;
  }

  /// Addresses that are not given are those of the log that runs beside.
  private static Settings within(Settings given, Path directory, Path log) {
    if (Stream.of(given.bootstrapServers(), given.registry()).noneMatch(String::isEmpty)) {
      return given.ofPart(directory, given.bootstrapServers(), given.registry());
    }
    RunFile beside =
        RunFile.look(log)
            .orElseThrow(
                () ->
                    new StartFailure(
                        ("No log runs at %s. Start one with: ./insideout run log, or give"
                                + " --bootstrap-servers and --registry.")
                            .formatted(log)));
    return given.ofPart(
        directory,
        given.bootstrapServers().isEmpty() ? beside.bootstrapServers() : given.bootstrapServers(),
        given.registry().isEmpty() ? beside.registry() : given.registry());
  }
}
