package io.insideout.app;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.log.LogClient;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Shows the catalogue of topics, and how much the log holds of each.
@Command(
    name = "topics",
    header = "Show the topics: their keys, who writes them, how much they hold.",
    mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClientOptions options;

  @Option(names = "--json", description = "Print a JSON list.")
  private boolean json;

  @Option(
      names = "--asyncapi",
      description =
          "Print the description of all topics by AsyncAPI 3.0, as it is at /asyncapi.json.")
  private boolean asyncApi;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  TopicsCommand() {}

  @Override
  public Integer call() {
    LogClient log = options.log();
    List<Map<String, Object>> rows = rows(log);
    PrintWriter out = spec.commandLine().getOut();
    if (asyncApi) {
      out.println(new String(asyncApi(log, rows), StandardCharsets.UTF_8));
    } else if (json) {
      out.println(new String(Json.write(rows), StandardCharsets.UTF_8));
    } else {
      out.printf(
          "%-20s %4s %12s  %-16s %-38s %s%n",
          "topic", "part", "offsets", "keeps", "key", "written by");
      for (Map<String, Object> row : rows) {
        out.printf(
            "%-20s %4s %,12d  %-16s %-38s %s%n",
            row.get("topic"),
            row.get("partitions"),
            (Long) row.get("offsets"),
            row.get("retention"),
            row.get("key"),
            row.get("writers"));
      }
    }
    out.flush();
    return 0;
  }

  private static byte[] asyncApi(LogClient log, List<Map<String, Object>> rows) {
    Map<Object, Integer> partitions = new HashMap<>();
    rows.forEach(row -> partitions.put(row.get("topic"), (Integer) row.get("partitions")));
    return AsyncApi.document(
        log.bootstrapServers(), topic -> partitions.getOrDefault(topic.name(), topic.partitions()));
  }

  private static List<Map<String, Object>> rows(LogClient log) {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (Consumer<byte[], byte[]> reader = log.reader("topics")) {
      for (Topic<? extends SpecificRecord> topic : Topics.all()) {
        List<TopicPartition> partitions = LogClient.partitions(reader, topic);
        long offsets =
            reader.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("topic", topic.name());
        row.put("partitions", partitions.size());
        row.put("offsets", offsets);
        row.put("retention", topic.retention().name().toLowerCase(java.util.Locale.ROOT));
        row.put("key", topic.key());
        row.put("writers", String.join(", ", new TreeSet<>(topic.writers())));
        rows.add(row);
      }
    }
    return rows;
  }
}
