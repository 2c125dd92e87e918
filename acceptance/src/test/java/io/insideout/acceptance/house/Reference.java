package io.insideout.acceptance.house;

import io.insideout.app.AccessSettings;
import io.insideout.app.InstanceSettings;
import io.insideout.app.Main;
import io.insideout.app.Settings;
import io.insideout.app.TlsSettings;
import io.insideout.catalog.Retention;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.connect.ConnectSettings;
import io.insideout.services.ServiceSettings;
import io.insideout.sql.SqlSettings;
import io.insideout.traces.TracesSettings;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The pages of `docs/reference` that the code can write by itself.
final class Reference {
  private static final String SETTINGS = "app/src/main/java/io/insideout/app/Settings.java";
  private static final String INSTANCE_SETTINGS =
      "app/src/main/java/io/insideout/app/InstanceSettings.java";
  private static final String SERVICE_SETTINGS =
      "services/src/main/java/io/insideout/services/ServiceSettings.java";
  private static final String CONNECT_SETTINGS =
      "connect/src/main/java/io/insideout/connect/ConnectSettings.java";

  private static final String SQL_SETTINGS = "sql/src/main/java/io/insideout/sql/SqlSettings.java";

  private static final String TLS_SETTINGS = "app/src/main/java/io/insideout/app/TlsSettings.java";

  private static final String TRACES_SETTINGS =
      "traces/src/main/java/io/insideout/traces/TracesSettings.java";

  private static final String ACCESS_SETTINGS =
      "app/src/main/java/io/insideout/app/AccessSettings.java";

  /// Components that are no settings of their own.
  private static final Set<String> NO_SETTINGS =
      Set.of(
          "instances",
          "services",
          "connect",
          "tablesInDatabase",
          "streamingSql",
          "home",
          "authorities",
          "traces",
          "access",
          "tls");

  private static final String METRICS = "runtime/src/main/java/io/insideout/runtime/Metrics.java";
  private static final String STREAMS_METRICS =
      "runtime/src/main/java/io/insideout/runtime/stream/StreamsMetrics.java";
  private static final String GENERATED =
      """
      <!-- Written by ReferenceTest from %s. To write it anew:
           ./mvnw -pl acceptance -am test -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden=update -->
      """;

  private Reference() {}

  static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("topics.md", topics());
    pages.put("settings.md", settings());
    pages.put("command-line.md", commandLine());
    pages.put("metrics.md", metrics());
    pages.put("acls.md", Rights.page(page("the rights of parts", "ACLs")));
    return pages;
  }

  static String topics() {
    StringBuilder page = page("Topics", "Topics and their Avro schemas");
    page.append(
        """
        Keys are UTF-8 text, values Avro in the registry's wire format under the subject `<topic>-value`.
        *For ever* is history: every record is kept. *Latest per key* is a table: the newest record of a key
        is its row, and an empty one deletes it.

        | topic | key | value | written by | read by | kept | partitions |
        |---|---|---|---|---|---|---|
        """);
    for (Topic<?> topic : Topics.all()) {
      page.append(
          "| `%s` | %s | [%s](#%s) | %s | %s | %s | %d |%n"
              .formatted(
                  topic.name(),
                  topic.key(),
                  topic.valueType().getSimpleName(),
                  topic.valueType().getSimpleName().toLowerCase(Locale.ROOT),
                  String.join(", ", new TreeSet<>(topic.writers())),
                  String.join(", ", new TreeSet<>(topic.readers())),
                  kept(topic.retention()),
                  topic.partitions()));
    }
    page.append("\n## What the records hold\n");
    Map<String, Schema> records = new LinkedHashMap<>();
    Topics.all().forEach(topic -> collect(topic.schema(), records));
    records.values().forEach(schema -> record(schema, page));
    return page.toString();
  }

  private static String kept(Retention retention) {
    return switch (retention) {
      case FOREVER -> "for ever";
      case LATEST_PER_KEY -> "latest per key";
    };
  }

  private static void collect(Schema schema, Map<String, Schema> records) {
    switch (schema.getType()) {
      case RECORD -> {
        if (records.putIfAbsent(schema.getName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), records));
        }
      }
      case ARRAY -> collect(schema.getElementType(), records);
      case UNION -> schema.getTypes().forEach(type -> collect(type, records));
      default -> {}
    }
  }

  private static void record(Schema schema, StringBuilder page) {
    page.append("%n### %s%n%n".formatted(schema.getName()));
    if (schema.getDoc() != null) {
      page.append(schema.getDoc()).append("\n\n");
    }
    page.append("| field | type | |\n|---|---|---|\n");
    for (Schema.Field field : schema.getFields()) {
      page.append(
          "| `%s` | %s | %s |%n"
              .formatted(
                  field.name(), type(field.schema()), field.doc() == null ? "" : field.doc()));
    }
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> schema.getName();
      case ENUM -> String.join(", ", schema.getEnumSymbols());
      case ARRAY -> "list of " + type(schema.getElementType());
      case UNION ->
          schema.getTypes().stream().map(Reference::type).collect(Collectors.joining(" or "));
      default ->
          schema.getLogicalType() == null
              ? schema.getType().getName()
              : schema.getLogicalType().getName();
    };
  }

  static String settings() {
    StringBuilder page = page("Settings", "Settings");
    page.append(
        """
        Each setting comes from its default, the file named by `--settings`, the environment, or a flag; the
        later wins. A setting without a flag of its own is given as `--set NAME=VALUE`.

        | setting | default | environment | flag | |
        |---|---|---|---|---|
        """);
    CommandLine up = new CommandLine(Main.class).getSubcommands().get("up");
    List<String> defaults =
        all(
                "DEFAULTS\\.put\\(\"([^\"]*)\", \"([^\"]*)\"\\)",
                House.text(House.ROOT.resolve(SETTINGS)))
            .map(put -> put.group(1) + "=" + put.group(2))
            .toList();
    Map<String, String> meanings = meanings();
    List<String> components = components();
    for (int i = 0; i < components.size(); i++) {
      String[] setting = defaults.get(i).split("=", 2);
      String name = setting[0];
      boolean flag = up.getCommandSpec().findOption("--" + name) != null;
      page.append(
          "| `%s` | %s | `INSIDEOUT_%s` | `%s` | %s |%n"
              .formatted(
                  name,
                  setting[1].isEmpty() ? "" : "`" + setting[1] + "`",
                  name.toUpperCase(Locale.ROOT).replace('-', '_'),
                  flag ? "--" + name : "--set " + name + "=…",
                  meanings.get(components.get(i))));
    }
    return page.toString();
  }

  /// What can be set, in the order of the defaults.
  static List<String> components() {
    return Stream.of(
            Settings.class,
            InstanceSettings.class,
            ServiceSettings.class,
            ConnectSettings.class,
            SqlSettings.class,
            TracesSettings.class,
            AccessSettings.class,
            TlsSettings.class)
        .flatMap(settings -> Stream.of(settings.getRecordComponents()))
        .map(RecordComponent::getName)
        .filter(name -> !NO_SETTINGS.contains(name))
        .toList();
  }

  /// The sentences of the records' comments, by component.
  private static Map<String, String> meanings() {
    String comment =
        Stream.of(
                SETTINGS,
                INSTANCE_SETTINGS,
                SERVICE_SETTINGS,
                CONNECT_SETTINGS,
                SQL_SETTINGS,
                TRACES_SETTINGS,
                ACCESS_SETTINGS,
                TLS_SETTINGS)
            .map(source -> House.text(House.ROOT.resolve(source)))
            .collect(Collectors.joining())
            .replaceAll("\n///   ", " ");
    return all("/// @param (\\w+) (.*)", comment)
        .collect(Collectors.toMap(one -> one.group(1), one -> one.group(2), (one, _) -> one));
  }

  static String commandLine() {
    StringBuilder page = page("the commands themselves", "Command line");
    CommandLine main = new CommandLine(Main.class);
    help("insideout", main, page);
    main.getSubcommands()
        .forEach(
            (name, command) -> {
              help(name, command, page);
              command
                  .getSubcommands()
                  .forEach((below, deeper) -> help(name + " " + below, deeper, page));
            });
    return page.toString();
  }

  private static void help(String name, CommandLine command, StringBuilder page) {
    if (!name.equals("help")) {
      command.setUsageHelpWidth(110);
      page.append(
          "## %s%n%n```text%n%s```%n%n"
              .formatted(name, command.getUsageMessage(Ansi.OFF).replaceAll("(?m) +$", "")));
    }
  }

  static String metrics() {
    StringBuilder page = page("Metrics", "Metrics");
    page.append(
        """
        At `/metrics`, in Prometheus's text format. The system's own:

        | metric | kind | labels | |
        |---|---|---|---|
        """);
    all(
            "(Counter|Histogram|Gauge)(?:WithCallback)?\\.builder\\(\\)\\s*\\.name\\(\"(\\w+)\"\\)\\s*\\.help\\(\"([^\"]*)\"\\)"
                + "([^;]*);",
            House.text(House.ROOT.resolve(METRICS))
                + House.text(House.ROOT.resolve(STREAMS_METRICS)))
        .forEach(
            found ->
                page.append(
                    "| `%s` | %s | %s | %s |%n"
                        .formatted(
                            found.group(2),
                            found.group(1).toLowerCase(Locale.ROOT),
                            all("labelNames\\(([^)]*)\\)", found.group(4))
                                .map(labels -> labels.group(1).replace('"', '`'))
                                .collect(Collectors.joining()),
                            found.group(3))));
    return page.toString();
  }

  static Stream<MatchResult> all(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results();
  }

  private static StringBuilder page(String source, String title) {
    return new StringBuilder(GENERATED.formatted(source)).append("\n# " + title + "\n\n");
  }
}
