package io.insideout.app;

import io.insideout.app.replay.Outcome;
import io.insideout.app.replay.Pace;
import io.insideout.app.replay.Replay;
import io.insideout.app.replay.ReplayText;
import io.insideout.connect.database.DatabaseAddress;
import io.insideout.retail.RetailFile;
import io.insideout.retail.RetailFileException;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Replays a retailer's file into the running system.
@Command(
    name = "replay",
    header = "Replay a retailer's file of invoice lines into the running system.",
    description = {
      "Products, customers and stock are derived from the file and written first, then its orders in",
      "their order, with their own times. A replay that was stopped goes on where it was: the log tells",
      "which orders it has. What is skipped is told with its reason."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "FILE is UCI \"Online Retail\" as CSV, plain or gzip, with the columns InvoiceNo, StockCode,",
      "Description, Quantity, InvoiceDate (ISO), UnitPrice, CustomerID, Country.",
      "  ./insideout replay online-retail.csv.gz --as-fast-as-possible",
      "  ./insideout replay online-retail.csv.gz --speed 3600     an hour in a second",
      "  ./insideout replay online-retail.csv.gz --stock-factor 0.5     half of what is needed"
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClientOptions options;

  @Parameters(paramLabel = "FILE", description = "The file to replay.")
  private Path file;

  /// One of two.
  static final class Speed {
    @Option(
        names = "--speed",
        paramLabel = "N",
        description = "So many seconds of the file pass in one second (default: 3600).")
    double speed = 3600;

    @Option(names = "--as-fast-as-possible", description = "Do not keep the file's pace.")
    boolean asFastAsPossible;
  }

  @ArgGroup private Speed speed = new Speed();

  @Option(
      names = "--stock-factor",
      paramLabel = "F",
      defaultValue = "1",
      description = "How much of what all orders need is in stock (default: ${DEFAULT-VALUE}).")
  private BigDecimal stockFactor;

  @Option(
      names = "--returns",
      description = {
        "Also replay the file's cancellations as returns, each of the newest earlier orders of the",
        "same customer and SKU. For a system that was started with --auto-ship."
      })
  private boolean returns;

  @Option(names = "--json", description = "Print the outcome as one JSON object.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  ReplayCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (!(speed.speed > 0) || stockFactor.signum() < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--speed is above 0 and --stock-factor not below it.");
    }
    PrintWriter out = spec.commandLine().getOut();
    LogClient log = options.log();
    Schemas schemas = options.schemas();
    RetailFile read = read(file);
    Pace pace = speed.asFastAsPossible ? Pace.AS_FAST_AS_POSSIBLE : new Pace(speed.speed);
    Optional<DatabaseAddress> database =
        options.byAddress() ? Optional.empty() : DatabaseLookup.of(options.door());
    return run(read, log, schemas, new Wish(pace, stockFactor, returns, json, database), out)
        ? 0
        : 1;
  }

  private static RetailFile read(Path file) {
    try {
      return RetailFile.survey(file);
    } catch (RetailFileException e) {
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    }
  }

  /// How a file is to be replayed.
  ///
  /// @param database where products and stock are kept, if that is not the log
  record Wish(
      Pace pace,
      BigDecimal stockFactor,
      boolean returns,
      boolean json,
      Optional<DatabaseAddress> database) {}

  /// @return whether the log holds what the file holds
  static boolean run(RetailFile file, LogClient log, Schemas schemas, Wish wish, PrintWriter out)
      throws InterruptedException {
    boolean json = wish.json();
    if (!json) {
      ReplayText.file(file, out);
    }
    long beganNanos = System.nanoTime();
    Outcome outcome = replay(file, log, schemas, wish, out);
    Duration took = Duration.ofNanos(System.nanoTime() - beganNanos);
    if (json) {
      out.println(
          new String(Json.write(ReplayText.json(file, outcome, took)), StandardCharsets.UTF_8));
      out.flush();
      return ReplayText.holds(file, outcome);
    }
    return ReplayText.outcome(file, outcome, took, out);
  }

  private static Outcome replay(
      RetailFile file, LogClient log, Schemas schemas, Wish wish, PrintWriter out)
      throws InterruptedException {
    try (Replay replay = new Replay(file, log, schemas, wish.database().orElse(null));
        ProgressLine progress =
            new ProgressLine(file.summary().total().orders().invoices(), wish.json())) {
      if (replay.before() > 0 && !wish.json()) {
        out.printf("%,d orders of the file are in the log already; going on.%n", replay.before());
        out.flush();
      }
      replay.writeReferenceData(wish.stockFactor());
      return replay.run(wish.pace(), wish.returns(), progress);
    }
  }
}
