package io.insideout.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.app.letters.Letter;
import io.insideout.app.letters.Letters;
import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.DeadLetterHeader;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.schema.Schemas;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows all of one dead letter.
@Command(
    name = "show",
    header = "Show one dead letter: its record, decoded if it decodes, its headers, the reason.",
    description = {
      "The value is decoded with the registry as it is now: what shows here as a record is fit to be sent again,",
      "unless the service's own code failed. What does not decode is shown in hexadecimal digits."
    },
    mixinStandardHelpOptions = true)
final class DeadLettersShowCommand implements Callable<Integer> {
  private static final int MOST_BYTES = 1_024;
  private static final int LONGEST_TEXT = 20_000;

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions options;

  @Parameters(
      paramLabel = "ID",
      description = "The letter's id; see: ./insideout dead-letters list")
  private String id;

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  DeadLettersShowCommand() {}

  @Override
  public Integer call() {
    Schemas schemas = options.schemas();
    Map<String, Object> shown;
    try (Letters letters = new Letters(options.log(), schemas)) {
      Letter letter = DeadLettersCommand.named(List.of(id), letters.read()).iterator().next();
      shown = shown(letter, letters.open(letters.stored(letter)), schemas);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Json.write(shown), UTF_8));
    } else {
      shown.forEach((name, what) -> print(name, what, out));
    }
    out.flush();
    return 0;
  }

  private static Map<String, Object> shown(Letter letter, DeadLetter content, Schemas schemas) {
    Map<String, Object> shown = DeadLettersListCommand.shown(letter);
    Map<String, Object> headers = new LinkedHashMap<>();
    for (DeadLetterHeader header : content.getHeaders()) {
      headers.put(header.getName(), header.getValue() == null ? "" : text(header.getValue()));
    }
    shown.put("headers", headers);
    value(content.getValue(), schemas, shown);
    shown.put("stack", content.getStack());
    return shown;
  }

  private static void value(
      @Nullable ByteBuffer value, Schemas schemas, Map<String, Object> shown) {
    if (value == null) {
      shown.put("value", "(none)");
      return;
    }
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    shown.put("bytes", bytes.length);
    try {
      shown.put("value", Json.tree(Printable.cut(schemas.read(bytes).toString(), LONGEST_TEXT)));
    } catch (SerializationException e) {
      shown.put("undecodable", String.valueOf(e.getMessage()));
      shown.put("hex", Printable.hex(bytes, MOST_BYTES));
    }
  }

  private static String text(ByteBuffer bytes) {
    return UTF_8.decode(bytes.duplicate()).toString();
  }

  private static void print(String name, Object what, PrintWriter out) {
    switch (what) {
      case Map<?, ?> parts -> {
        out.println(name);
        parts.forEach(
            (part, value) ->
                out.printf(
                    "  %-16s %s%n",
                    Printable.text(String.valueOf(part)), Printable.text(String.valueOf(value))));
      }
      case String stack when name.equals("stack") -> {
        out.println(name);
        stack.lines().forEach(line -> out.println("  " + Printable.text(line.strip())));
      }
      default -> out.printf("%-12s %s%n", name, Printable.text(String.valueOf(what)));
    }
  }
}
