package io.insideout.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.app.letters.Letter;
import io.insideout.app.letters.Letters;
import io.insideout.app.letters.Redrive;
import io.insideout.app.letters.Redrive.Insisting;
import io.insideout.app.letters.Redrive.Refusal;
import io.insideout.app.letters.Redriver;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.log.LogClient;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Sends the records of dead letters again.
@Command(
    name = "redrive",
    header = "Send the records of dead letters again, to the services that had set them aside.",
    description = {
      "Mend the cause first: what still cannot be used is set aside again, as a new letter. Each record goes back",
      "to its own partition, with its key, value, headers and time, and in its order; only the service that had",
      "set it aside handles it. A row of a table is for everybody, and is not sent where a newer row of its key is there.",
      "",
      "A letter is sent once: record and mark are written in one transaction. With IDs it is all or nothing: where one",
      "is refused nothing is sent, and the exit code is 1. With --all what was sent before is left out."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  ./insideout dead-letters redrive --all --service orders --dry-run",
      "  ./insideout dead-letters redrive orders/order-commands/2/17 orders/order-commands/2/19"
    })
final class DeadLettersRedriveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClientOptions options;
  @Mixin private DeadLettersCommand.Filter filter;

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "Letters by their ids; see: ./insideout dead-letters list")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "All letters that were not sent again yet.")
  private boolean all;

  @Option(names = "--dry-run", description = "Say what would be sent, and send nothing.")
  private boolean dryRun;

  @Option(names = "--again", description = "Also what was sent again already.")
  private boolean again;

  @Option(
      names = "--out-of-order",
      description = "Also what came behind another letter of its key that is not sent.")
  private boolean outOfOrder;

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  DeadLettersRedriveCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (all == !ids.isEmpty() || (filter.isGiven() && !all)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Name letters by their ids, or say --all (with --service, --topic).");
    }
    LogClient log = options.log();
    try (Letters letters = new Letters(log, options.schemas())) {
      if (dryRun) {
        Redrive plan = plan(letters);
        return tell(plan, Map.of());
      }
      try (Redriver redriver = new Redriver(log, letters)) {
        Redrive plan = plan(letters);
        return tell(plan, isRefused(plan) ? Map.of() : redriver.send(plan.letters()));
      }
    }
  }

  private Redrive plan(Letters letters) {
    return Redriver.plan(letters, this::chosen, new Insisting(again, outOfOrder));
  }

  private Collection<Letter> chosen(Map<String, Letter> present) {
    return all
        ? present.values().stream()
            .filter(letter -> filter.takes(letter) && (again || !letter.isRedriven()))
            .toList()
        : DeadLettersCommand.named(ids, present);
  }

  private boolean isRefused(Redrive plan) {
    return !all && !plan.refused().isEmpty();
  }

  private int tell(Redrive plan, Map<String, String> sent) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("dryRun", dryRun);
      shown.put("planned", plan.letters().stream().map(Letter::id).toList());
      shown.put("sent", sent);
      Map<String, String> refused = new LinkedHashMap<>();
      plan.refused().forEach(one -> refused.put(one.letter().id(), one.why()));
      shown.put("refused", refused);
      out.println(new String(Json.write(shown), UTF_8));
    } else {
      for (Refusal refusal : plan.refused()) {
        out.printf("%s %s.%n", refusal.letter().id(), refusal.why());
      }
      if (isRefused(plan)) {
        out.println("Nothing was sent.");
      } else if (dryRun) {
        plan.letters().forEach(letter -> out.printf("%s would be sent.%n", letter.id()));
        out.printf("%,d would be sent. Nothing was.%n", plan.letters().size());
      } else {
        sent.forEach((id, to) -> out.printf("%s was sent as %s.%n", id, to));
        out.printf("%,d sent.%n", sent.size());
      }
    }
    out.flush();
    return isRefused(plan) ? 1 : 0;
  }
}
