package io.insideout.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.app.rewind.Memory;
import io.insideout.app.rewind.Move;
import io.insideout.app.rewind.Positions;
import io.insideout.app.rewind.Rewind;
import io.insideout.app.rewind.Target;
import io.insideout.broker.EmbeddedBroker;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.log.LogClient;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Puts back how far one service has read.
@Command(
    name = "rewind",
    header = "Have one service read records again; nobody else's positions move.",
    description = {
      "Put back how far a service has read in the topics that are history, and show what that means; only",
      "--execute does it. The service must be stopped. Where the whole system runs in one process, stop that: the",
      "command opens the log in the data directory by itself.",
      "",
      "What stays as it is: positions in tables (a table that goes back says what is not true any more), the",
      "service's internal topics, and its stores. A service that remembers what it has done takes each record",
      "for what it is, a repeated one: orders, inventory, payments, shipping and email remember all, fraud the",
      "latest 64 orders of each card and customer; details would answer again, and the group of a webhook,",
      "webhooks-ID, sends its subscriber the events again. Groups whose work leaves the log for good",
      "(payments-cashier, email-sender) are never rewound."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  ./insideout rewind inventory --to-time 2010-12-06T00:00:00Z",
      "  ./insideout rewind inventory --to-offset orders-2:100 --execute",
      "",
      "To build a service's stores anew, delete its folder below state: they are restored from the log. No",
      "position has to move for that. Exit code 1: it is refused, and nothing has moved."
    })
final class RewindCommand implements Callable<Integer> {
  private static final Pattern OFFSET = Pattern.compile("(.+)-(\\d+):(\\d{1,18})");

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions options;

  @Parameters(paramLabel = "SERVICE", description = "The service, which is the group's name too.")
  private String service;

  @Option(
      names = "--to-offset",
      paramLabel = "TOPIC-PARTITION:OFFSET",
      description = "To this offset of a partition. Can be given for several.")
  private List<String> offsets = List.of();

  @Option(
      names = "--to-time",
      paramLabel = "INSTANT",
      description = "To the first records that are not older, by their own time.")
  private @Nullable String time;

  @Option(names = "--to-beginning", description = "To the first record of each partition.")
  private boolean beginning;

  @Option(names = "--execute", description = "Do it. Without this it is only shown.")
  private boolean execute;

  @Option(
      names = "--insist",
      description = "Do it though the service may answer again what it has answered.")
  private boolean insist;

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  RewindCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Target target = target();
    Path own = options.dataDirectory().resolve("log");
    if (options.byAddress()
        || RunFile.look(options.dataDirectory()).isPresent()
        || !Files.isDirectory(own)) {
      return rewind(options.log(), target, false);
    }
    try (EmbeddedBroker broker = new EmbeddedBroker(own, 0)) {
      broker.start();
      return rewind(LogClient.at(broker.bootstrapServers()), target, true);
    }
  }

  private Target target() {
    if ((offsets.isEmpty() ? 0 : 1) + (time == null ? 0 : 1) + (beginning ? 1 : 0) != 1) {
      throw wrong("Where to? Say one of --to-offset, --to-time and --to-beginning.");
    }
    if (beginning) {
      return new Target.Beginning();
    }
    if (time != null) {
      try {
        return new Target.Time(Instant.parse(time));
      } catch (DateTimeParseException e) {
        throw wrong("--to-time is a time such as 2010-12-06T00:00:00Z");
      }
    }
    Map<TopicPartition, Long> to = new HashMap<>();
    for (String offset : offsets) {
      Matcher parts = OFFSET.matcher(offset);
      if (!parts.matches()) {
        throw wrong("--to-offset is like orders-2:100, the topic, its partition, the offset");
      }
      to.put(
          new TopicPartition(parts.group(1), Integer.parseInt(parts.group(2))),
          Long.parseLong(parts.group(3)));
    }
    return new Target.Offsets(to);
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  /// @param alone whether nobody else can be at the log, so that its members are of former lives
  private int rewind(LogClient log, Target target, boolean alone) throws InterruptedException {
    try (Admin admin = log.admin()) {
      Rewind rewind = Rewind.plan(new Positions(admin, service), target, insist, alone);
      tell(rewind, execute && rewind.execute());
      return rewind.refusal().isEmpty() ? 0 : 1;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka
          ? kafka
          : new StartFailure("The log cannot be asked: " + e.getCause(), e);
    }
  }

  private void tell(Rewind rewind, boolean moved) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Json.write(rewind.shown(moved)), UTF_8));
    } else {
      table(rewind.moves(), out);
      out.println(rewind.refusal().map(RewindCommand::refused).orElseGet(() -> sentence(moved)));
    }
    out.flush();
  }

  private static String refused(Rewind.Refusal refusal) {
    return "%s%s Nothing was moved."
        .formatted(refusal.why(), refusal.yields() ? " If that is well: --insist." : "");
  }

  private String sentence(boolean moved) {
    return "%s %s. %s"
        .formatted(
            service,
            Memory.of(service).words(),
            moved
                ? "It reads on from there when it is started."
                : "Nothing was moved yet. To do it: --execute");
  }

  private void table(List<Move> moves, PrintWriter out) {
    if (moves.isEmpty()) {
      out.printf("%s stands there already, or before it: no position goes back.%n", service);
      return;
    }
    String line = "%-16s %-20s %9s %12s %12s  %s%n";
    out.printf(line, "group", "topic", "partition", "from", "to", "records again, at most");
    for (Move move : moves) {
      out.printf(
          line,
          service,
          move.partition().topic(),
          move.partition().partition(),
          "%,d".formatted(move.from()),
          "%,d".formatted(move.to()),
          "%,d".formatted(move.records()));
    }
  }
}
