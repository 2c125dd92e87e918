package io.insideout.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.bench.limits.Limits;
import io.insideout.bench.measure.DiskUse;
import io.insideout.bench.measure.Machine;
import io.insideout.bench.measure.Usage;
import io.insideout.bench.process.Program;
import io.insideout.bench.process.SystemProcess;
import io.insideout.bench.process.Workshop;
import io.insideout.retail.RetailFile;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Measures the system from outside, part by part. Each part that needs one has a system of its own
/// that nobody else asks anything of.
public final class Bench {
  private static final Duration LIMITS_WITHIN = Duration.ofMinutes(30);
  private static final Duration REPLAY_WITHIN = Duration.ofMinutes(30);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Plan plan;
  private final Consumer<String> progress;

  /// @param progress is told what is done next, a line at a time
  public Bench(Plan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /// Measures a system that runs already, and that nobody else asks anything of meanwhile.
  public Report ofRunning(RunFile system, LogClient log, Schemas schemas)
      throws InterruptedException {
    Measurement measurement =
        new Measurement(URI.create(system.http()), log, schemas, new Usage(system.pid()), progress);
    return Report.of(
        new Results(
            Machine.here(),
            null,
            has(Part.LATENCY) ? measurement.latency(plan) : null,
            has(Part.SATURATION) ? measurement.saturation(plan) : null,
            null,
            null,
            null));
  }

  /// Starts what is measured, in processes of its own that are gone at the end.
  public Report ofItsOwn(Program program) throws InterruptedException {
    try (Workshop workshop = Workshop.open(program)) {
      Limits limits = has(Part.LIMITS) ? limits(workshop) : null;
      List<Results.Latency> latency = null;
      Results.Saturation saturation = null;
      if (has(Part.LATENCY) || has(Part.SATURATION)) {
        Path data = workshop.place("load");
        SystemProcess system = workshop.up(data);
        Measurement measurement = measurement(system);
        latency = has(Part.LATENCY) ? measurement.latency(plan) : null;
        saturation = has(Part.SATURATION) ? measurement.saturation(plan) : null;
        system.terminate();
        Workshop.remove(data);
      }
      return Report.of(
          new Results(
              Machine.here(),
              limits,
              latency,
              saturation,
              has(Part.REPLAY) ? replay(workshop) : null,
              has(Part.START) ? new StartRuns(workshop, plan.starts(), progress).run() : null,
              has(Part.GROWTH) ? growth(workshop) : null));
    }
  }

  private boolean has(Part part) {
    return plan.parts().contains(part);
  }

  private Measurement measurement(SystemProcess system) throws InterruptedException {
    URI door = URI.create(system.awaitReady().http());
    return new Measurement(door, system.log(), system.schemas(), system.usage(), progress);
  }

  private Limits limits(Workshop workshop) throws InterruptedException {
    progress.accept("limits: the bare log, and a bare loop of the same hops");
    Path directory = workshop.place("limits");
    List<String> arguments =
        new ArrayList<>(List.of("bench", "limits", "--data", directory.toString()));
    // A loop of so little is warm in half of the time, for it is in bulk before.
    arguments.addAll(List.of("--seconds", String.valueOf(plan.seconds())));
    arguments.addAll(List.of("--warm-up", String.valueOf(plan.warmUpSeconds() / 2)));
    arguments.addAll(List.of("--orders", String.valueOf(plan.orders())));
    for (int rate : plan.rates()) {
      arguments.addAll(List.of("--rate", String.valueOf(rate)));
    }
    String printed = workshop.run(arguments, LIMITS_WITHIN);
    Workshop.remove(directory);
    return Json.read(printed.strip().getBytes(StandardCharsets.UTF_8), Limits.class);
  }

  private Results.Replayed replay(Workshop workshop) throws InterruptedException {
    Path file = plan.file().map(Path::toAbsolutePath).orElseGet(() -> bundledWeek(workshop));
    progress.accept("replay: " + file.getFileName());
    Path data = workshop.place("replay");
    SystemProcess system = workshop.up(data);
    system.awaitReady();
    Duration before = system.usage().processor();
    JsonNode printed =
        tree(
            workshop.run(
                List.of(
                    "replay",
                    file.toString(),
                    "--data",
                    data.toString(),
                    "--as-fast-as-possible",
                    "--json"),
                REPLAY_WITHIN));
    double micros = system.usage().processor().minus(before).toMillis() * 1e3;
    long residentMegabytes = system.usage().residentMegabytes();
    system.terminate();
    Workshop.remove(data);
    long lines = printed.path("lines").asLong();
    long orders = printed.path("expected").path("invoices").asLong();
    long settled = 0;
    for (var state : printed.path("byState").properties()) {
      settled += state.getKey().equals("REQUESTED") ? 0 : state.getValue().asLong();
    }
    double seconds = Math.max(1, printed.path("tookMillis").asLong()) / 1e3;
    return new Results.Replayed(
        String.valueOf(file.getFileName()),
        lines,
        orders,
        settled,
        seconds,
        settled / seconds,
        lines / seconds,
        micros / Math.max(1, settled),
        residentMegabytes);
  }

  private static Path bundledWeek(Workshop workshop) {
    try {
      return RetailFile.copyBundledWeek(workshop.place("week.csv.gz"));
    } catch (IOException e) {
      throw new StartFailure("The bundled week cannot be copied: " + e.getMessage(), e);
    }
  }

  private static JsonNode tree(String printed) {
    try {
      return MAPPER.readTree(printed);
    } catch (IOException e) {
      throw new StartFailure("replay printed no JSON: " + printed, e);
    }
  }

  private Results.Growth growth(Workshop workshop) throws InterruptedException {
    Path data = workshop.place("growth");
    SystemProcess system = workshop.up(data);
    Results.Growth growth = measurement(system).growth(plan, () -> DiskUse.megabytes(data));
    system.terminate();
    Workshop.remove(data);
    return growth;
  }
}
