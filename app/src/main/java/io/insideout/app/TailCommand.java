package io.insideout.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows a topic's records, decoded, as they are committed.
@Command(
    name = "tail",
    header = "Show a topic's records, decoded, as they are committed.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  ./insideout tail orders                                  what comes from now on",
      "  ./insideout tail orders --from beginning --limit 3",
      "  ./insideout tail order-validations --key online-retail-536365 --from beginning --end",
      "  ./insideout tail orders --from 2010-12-06T00:00:00Z      by event time"
    })
final class TailCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(200);

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions options;

  @Parameters(paramLabel = "TOPIC", description = "The topic; see: ./insideout topics")
  private String topic;

  @Option(
      names = "--from",
      paramLabel = "WHERE",
      defaultValue = "end",
      description = "beginning, end, an offset, or a time such as 2010-12-06T00:00:00Z.")
  private String from;

  @Option(names = "--partition", paramLabel = "N", description = "This partition alone.")
  private @Nullable Integer partition;

  @Option(names = "--key", paramLabel = "KEY", description = "Records of this key alone.")
  private @Nullable String key;

  @Option(names = "--limit", paramLabel = "N", description = "End after so many records.")
  private long limit = Long.MAX_VALUE;

  @Option(
      names = "--end",
      description = "End where the topic ends now, instead of waiting for more.")
  private boolean end;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  TailCommand() {}

  @Override
  public Integer call() {
    LogClient log = options.log();
    Schemas schemas = options.schemas();
    PrintWriter out = spec.commandLine().getOut();
    try (Consumer<byte[], byte[]> reader = log.reader("tail")) {
      List<TopicPartition> partitions = partitions(reader);
      reader.assign(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      seek(reader, partitions);
      long shown = 0;
      while (shown < limit) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          if (shown < limit && wanted(record)) {
            out.println(json ? json(record, schemas) : text(record, schemas));
            shown++;
          }
        }
        out.flush();
        if (end
            && ends.entrySet().stream()
                .allMatch(e -> reader.position(e.getKey()) >= e.getValue())) {
          break;
        }
      }
    }
    return 0;
  }

  private List<TopicPartition> partitions(Consumer<byte[], byte[]> reader) {
    List<TopicPartition> all =
        reader.listTopics().getOrDefault(topic, List.of()).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (all.isEmpty()) {
      throw new StartFailure(
          "There is no topic '" + topic + "'. See which there are: ./insideout topics");
    }
    Integer only = partition;
    if (only == null) {
      return all;
    }
    if (only < 0 || only >= all.size()) {
      throw new StartFailure("'%s' has the partitions 0 to %d.".formatted(topic, all.size() - 1));
    }
    return List.of(new TopicPartition(topic, only));
  }

  private void seek(Consumer<byte[], byte[]> reader, List<TopicPartition> partitions) {
    switch (from) {
      case "beginning" -> reader.seekToBeginning(partitions);
      case "end" -> reader.seekToEnd(partitions);
      default -> {
        if (from.matches("\\d{1,18}")) {
          partitions.forEach(one -> reader.seek(one, Long.parseLong(from)));
        } else {
          seekToTime(reader, partitions);
        }
      }
    }
  }

  private void seekToTime(Consumer<byte[], byte[]> reader, List<TopicPartition> partitions) {
    long millis;
    try {
      millis = Instant.parse(from).toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--from is beginning, end, an offset, or a time such as 2010-12-06T00:00:00Z",
          e);
    }
    Map<TopicPartition, Long> times = new LinkedHashMap<>();
    partitions.forEach(one -> times.put(one, millis));
    Map<TopicPartition, OffsetAndTimestamp> found = reader.offsetsForTimes(times);
    for (TopicPartition one : partitions) {
      OffsetAndTimestamp at = found.get(one);
      if (at == null) {
        reader.seekToEnd(List.of(one));
      } else {
        reader.seek(one, at.offset());
      }
    }
  }

  private boolean wanted(ConsumerRecord<byte[], byte[]> record) {
    return key == null || (record.key() != null && key.equals(new String(record.key(), UTF_8)));
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, Schemas schemas) {
    String cause = Causes.text(record.headers(), Causes.CAUSE);
    return "%s/%d/%d  %s  %s%s%n  %s"
        .formatted(
            record.topic(),
            record.partition(),
            record.offset(),
            Instant.ofEpochMilli(record.timestamp()),
            key(record),
            cause == null ? "" : "  from " + cause,
            value(record, schemas));
  }

  private static String json(ConsumerRecord<byte[], byte[]> record, Schemas schemas) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("topic", record.topic());
    shown.put("partition", record.partition());
    shown.put("offset", record.offset());
    shown.put("time", Instant.ofEpochMilli(record.timestamp()).toString());
    shown.put("key", key(record));
    Map<String, String> headers = new LinkedHashMap<>();
    record
        .headers()
        .forEach(h -> headers.put(h.key(), h.value() == null ? "" : new String(h.value(), UTF_8)));
    shown.put("headers", headers);
    shown.put("value", Json.tree(value(record, schemas)));
    return new String(Json.write(shown), UTF_8);
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return Printable.key(record.key());
  }

  private static String value(ConsumerRecord<byte[], byte[]> record, Schemas schemas) {
    if (record.value() == null) {
      return "(deleted)";
    }
    try {
      return schemas.read(record.value()).toString();
    } catch (SerializationException e) {
      return "(%d bytes that do not decode: %s)".formatted(record.value().length, e.getMessage());
    }
  }
}
