package io.insideout.app;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.generation.Standings;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.schema.Schemas;
import io.insideout.services.Services;
import io.insideout.verify.Evidence;
import io.insideout.verify.Quiescence;
import io.insideout.verify.Quiet;
import io.insideout.verify.Report;
import io.insideout.verify.Verifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Proves the laws from the log, or names the first offenders.
@Command(
    name = "verify",
    header = "Prove from the log that every law holds, or name the offenders.",
    description = {
      "Read the log from its beginning, committed records only, and check the laws: acceptance, life",
      "cycle, decision, stock, atomicity, money, e-mail, fraud, views, tables of the database, dead",
      "letters, fencing. Exit code 1 on a violation, 3 where a law could not be judged."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private static final int WELL = 0;
  private static final int VIOLATED = 1;
  private static final int NOT_JUDGED = 3;

  /// As long as a running system's proof of itself waits until all work is done.
  private static final Duration QUIET_WITHIN = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions options;

  @Option(
      names = "--quiet-within",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long to wait until all work is done (default: ${DEFAULT-VALUE}). What is on its way"
              + " after that is counted and not judged. Tables of the database may take so long to"
              + " agree with the log.")
  private int quietWithinSeconds;

  @Option(
      names = "--acknowledged",
      paramLabel = "FILE",
      description =
          "Ids of orders that callers were promised, one a line: each must be in the log.")
  private @Nullable Path acknowledged;

  @Option(names = "--json", description = "Print the report as one JSON object.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  VerifyCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Duration quietWithin = Duration.ofSeconds(quietWithinSeconds);
    Evidence evidence =
        options.byAddress()
            ? new Evidence(acknowledged(), List.of())
            : evidence(acknowledged(), options.door(), quietWithin);
    Report report =
        verify(options.log(), options.schemas(), evidence, quietWithin, options.dataDirectory());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Json.write(report.toMap()), StandardCharsets.UTF_8));
    } else {
      if (options.byAddress()) {
        out.println("Only the log was named: views, and tables of a database, are not compared.");
      }
      render(report, out);
    }
    out.flush();
    return exitCode(report);
  }

  private List<String> acknowledged() {
    if (acknowledged == null) {
      return List.of();
    }
    try {
      return Files.readAllLines(acknowledged).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new StartFailure("The file of acknowledged orders cannot be read: " + e, e);
    }
  }

  /// What a running system has besides the log: the orders view behind its HTTP door, and the
  /// database's tables, if there is one.
  ///
  /// @param agreeWithin how long tables that differ from the log may take to agree with it
  static Evidence evidence(Iterable<String> acknowledged, Door door, Duration agreeWithin)
      throws InterruptedException {
    Evidence views =
        new Evidence(acknowledged, List.of(URI.create(door.url() + "/api/views/orders/entries")))
            .asking(door::signed);
    return DatabaseTables.of(door).map(tables -> views.with(tables, agreeWithin)).orElse(views);
  }

  /// Nothing is proven where a law could not be judged, and nobody is accused by it.
  static int exitCode(Report report) {
    return report.holds() ? WELL : report.violations() > 0 ? VIOLATED : NOT_JUDGED;
  }

  static void render(Report report, PrintWriter out) {
    try {
      report.render(out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    out.flush();
  }

  /// The same proof as a running system makes of itself.
  static Report prove(LogClient log, Schemas schemas, Door own, Path dataDirectory)
      throws InterruptedException {
    Evidence evidence = evidence(List.of(), own, QUIET_WITHIN);
    return verify(log, schemas, evidence, QUIET_WITHIN, dataDirectory);
  }

  static Report verify(
      LogClient log, Schemas schemas, Evidence evidence, Duration quietWithin, Path dataDirectory)
      throws InterruptedException {
    try (Admin admin = log.admin()) {
      new LogTopics(admin).requireShown(Topics.all());
    }
    Standings standings = Standings.in(log);
    List<String> groups = Services.groups().stream().map(standings::group).toList();
    Quiet quiet =
        new Quiescence(log, groups, Topics.all().stream().map(Topic::name).toList())
            .await(quietWithin);
    try {
      Path scratch = Files.isDirectory(dataDirectory) ? dataDirectory : Path.of(".");
      return new Verifier(log, schemas, scratch).verify(quiet, evidence);
    } catch (IOException e) {
      throw new StartFailure("The log cannot be verified: " + e.getMessage(), e);
    }
  }
}
