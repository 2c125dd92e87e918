package io.insideout.app;

import io.insideout.chaos.Chaos;
import io.insideout.chaos.Outcome;
import io.insideout.chaos.plan.Plan;
import io.insideout.runtime.Service;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Json;
import io.insideout.services.ServiceSettings;
import io.insideout.services.Services;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Does harm to a system of its own and proves that nothing came of it.
@Command(
    name = "chaos",
    header = "Harm a system of its own by a seeded plan, and judge it.",
    description = {
      "Start the system in a process for each part, under load, and do harm to it by a seeded plan:",
      "kill -9, in the middle of a transaction too, stopped processes, restarts, wiped state, records",
      "that are read again, bad records, repeated commands, a full disk; with --database, a database and",
      "Kafka Connect as well.",
      "After each minute of it hold all laws against the log, and what callers were told against both.",
      "Exit code 1 on a violation; then the directory is kept."
    },
    mixinStandardHelpOptions = true)
final class ChaosCommand implements Callable<Integer> {
  private static final Duration ROUND = Duration.ofMinutes(1);

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What the plan is made of: the same seed, the same plan (default: any).")
  private @Nullable Long seed;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "1",
      description =
          "Minutes of faults, each a round that ends with the proof (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--database",
      description = {
        "With a database of its own beside the log, where products and stock are kept by people who",
        "count: it is killed, stopped, and gives up who reads it, and so is Kafka Connect."
      })
  private boolean database;

  @Option(names = "--plan", description = "Print the plan and do nothing.")
  private boolean planOnly;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "A new directory for the run (default: one below data/chaos).")
  private @Nullable Path directory;

  @Option(names = "--keep", description = "Keep the directory also where every law holds.")
  private boolean keep;

  @Option(names = "--json", description = "Print the outcome as one JSON object.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  ChaosCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<String> services =
        Services.all(ServiceSettings.DEFAULTS).stream().map(Service::name).toList();
    long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
    Plan ofAll = Plan.of(chosen, Math.max(1, minutes), ROUND, services);
    Plan plan = database ? ofAll.withDatabase() : ofAll;
    if (planOnly) {
      plan.lines().forEach(out::println);
      out.flush();
      return 0;
    }
    Path place = place(chosen);
    Instant began = Instant.now();
    err.println("seed %d, in %s".formatted(chosen, place));
    Chaos chaos =
        new Chaos(
            new Chaos.Setup(ChaosCommand::command, services, Services.groups(), database, place),
            line -> {
              Duration since = Duration.between(began, Instant.now());
              err.println(
                  "[%3d:%02d] %s".formatted(since.toMinutes(), since.toSecondsPart(), line));
              err.flush();
            });
    Outcome outcome = chaos.run(plan);
    if (json) {
      out.println(new String(Json.write(outcome.toMap()), StandardCharsets.UTF_8));
    } else {
      outcome.lines().forEach(out::println);
      out.println(
          outcome.holds()
              ? "Every law holds, after %d rounds of seed %d."
                  .formatted(outcome.rounds().size(), chosen)
              : "Everything is kept in " + place);
    }
    out.flush();
    if (outcome.holds() && !keep) {
      delete(place);
    }
    return outcome.holds() ? 0 : 1;
  }

  private Path place(long chosen) {
    Path given = directory;
    Path place =
        (given == null
                ? Path.of(
                    "data", "chaos", "seed-%d-%d".formatted(chosen, System.currentTimeMillis()))
                : given)
            .toAbsolutePath()
            .normalize();
    if (Files.exists(place)) {
      throw new StartFailure("There is something at %s already.".formatted(place));
    }
    return place;
  }

  /// A part is started as this process was, with less memory.
  private static List<String> command(Path logs, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Xm") && !flag.startsWith("-Dinsideout.logs="))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xms32m",
            // Kafka Connect with its connectors takes more than a service.
            arguments.contains("connect") ? "-Xmx320m" : "-Xmx192m",
            "-Dinsideout.logs=" + logs,
            "-cp",
            classPath(),
            Main.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /// Parts run in a directory of their own.
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void delete(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
