package io.insideout.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.app.letters.Letter;
import io.insideout.app.letters.Letters;
import io.insideout.runtime.http.Json;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Lists dead letters.
@Command(
    name = "list",
    header = "List dead letters: what was set aside, by whom, and why.",
    description = {
      "One line a letter, in the order in which they came. The id is who set the record aside and where the",
      "record stands; the time is the record's own. 'sent as' is where its record was sent again."
    },
    mixinStandardHelpOptions = true)
final class DeadLettersListCommand implements Callable<Integer> {
  private static final int LONGEST_KEY = 30;

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions options;
  @Mixin private DeadLettersCommand.Filter filter;

  @Option(names = "--open", description = "Those alone that were not sent again.")
  private boolean open;

  @Option(names = "--json", description = "Print a JSON list.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  DeadLettersListCommand() {}

  @Override
  public Integer call() {
    List<Letter> found;
    try (Letters letters = new Letters(options.log(), options.schemas())) {
      found =
          letters.read().values().stream()
              .filter(letter -> filter.takes(letter) && !(open && letter.isRedriven()))
              .toList();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new String(
              Json.write(found.stream().map(DeadLettersListCommand::shown).toList()), UTF_8));
    } else if (found.isEmpty()) {
      out.println("There is no dead letter" + (filter.isGiven() || open ? " like that." : "."));
    } else {
      table(found, out);
    }
    out.flush();
    return 0;
  }

  private static void table(List<Letter> found, PrintWriter out) {
    int ids = found.stream().mapToInt(letter -> letter.id().length()).max().orElse(0);
    String line = "%-" + ids + "s  %-24s  %-" + LONGEST_KEY + "s  %s%n";
    out.printf(line, "id", "time", "key", "reason");
    for (Letter letter : found) {
      out.printf(
          line,
          letter.id(),
          Instant.ofEpochMilli(letter.timestampMillis()),
          Printable.cut(Printable.key(letter.key()), LONGEST_KEY),
          Printable.text(letter.reason())
              + (letter.isRedriven() ? " (sent as " + letter.redrivenTo().getLast() + ")" : ""));
    }
  }

  static Map<String, Object> shown(Letter letter) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", letter.id());
    shown.put("service", letter.service());
    shown.put("topic", letter.topic());
    shown.put("partition", letter.partition());
    shown.put("offset", letter.offset());
    shown.put("time", Instant.ofEpochMilli(letter.timestampMillis()).toString());
    shown.put("key", Printable.key(letter.key()));
    shown.put("reason", letter.reason());
    shown.put("redrivenTo", letter.redrivenTo());
    return shown;
  }
}
