package io.insideout.app;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CloudEvents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The description of all topics by AsyncAPI 3.0, made of the catalogue: what each topic holds,
/// under which key and headers, who writes it and who reads it.
final class AsyncApi {
  /// The one version of Avro that AsyncAPI knows of; the schemas are the same.
  private static final String AVRO_SCHEMA = "application/vnd.apache.avro+json;version=1.9.0";

  private static final String KAFKA_BINDING = "0.5.0";

  private AsyncApi() {}

  /// The whole document.
  ///
  /// @param log the address of the log, or null where it is not known
  /// @param partitions how many partitions a topic has in that log
  static byte[] document(@Nullable String log, ToIntFunction<Topic<?>> partitions) {
    Map<String, Object> channels = new LinkedHashMap<>();
    Map<String, Object> operations = new LinkedHashMap<>();
    Map<String, Object> messages = new LinkedHashMap<>();
    for (Topic<?> topic : Topics.all()) {
      channels.put(topic.name(), channel(topic, partitions.applyAsInt(topic)));
      messages.put(message(topic), messageOf(topic));
      new TreeSet<>(topic.writers())
          .forEach(
              writer ->
                  operations.put(id(writer, "Writes", topic), operation("send", writer, topic)));
      new TreeSet<>(topic.readers())
          .forEach(
              reader ->
                  operations.put(id(reader, "Reads", topic), operation("receive", reader, topic)));
    }
    return Json.write(
        ordered(
            "asyncapi",
            "3.0.0",
            "info",
            info(),
            "defaultContentType",
            CloudEvents.AVRO,
            "servers",
            log == null ? Map.of() : Map.of("log", ordered("host", log, "protocol", "kafka")),
            "channels",
            channels,
            "operations",
            operations,
            "components",
            ordered("messages", messages, "schemas", Map.of("headers", headers()))));
  }

  private static Map<String, Object> info() {
    return ordered(
        "title",
        "Insideout",
        "version",
        "0.1.0",
        "description",
        "An order system turned inside out: services that share nothing but these topics.",
        "license",
        Map.of("name", "Apache-2.0"));
  }

  private static Map<String, Object> channel(Topic<?> topic, int partitions) {
    return ordered(
        "address",
        topic.name(),
        "summary",
        switch (topic.retention()) {
          case FOREVER -> "History: every record is kept. The key is the " + topic.key() + ".";
          case LATEST_PER_KEY ->
              "A table: the newest record of each key is its row, one without a value deletes it."
                  + " The key is the "
                  + topic.key()
                  + ".";
        },
        "messages",
        Map.of(message(topic), reference("#/components/messages/" + message(topic))),
        "bindings",
        kafka(
            ordered(
                "topic",
                topic.name(),
                "partitions",
                partitions,
                "topicConfiguration",
                ordered(
                    "cleanup.policy",
                    List.of(topic.retention().cleanupPolicy()),
                    "retention.ms",
                    -1,
                    "retention.bytes",
                    -1))));
  }

  private static Map<String, Object> messageOf(Topic<?> topic) {
    return ordered(
        "name",
        message(topic),
        "title",
        message(topic),
        "summary",
        String.valueOf(topic.schema().getDoc()),
        "contentType",
        CloudEvents.AVRO,
        "headers",
        reference("#/components/schemas/headers"),
        "payload",
        ordered("schemaFormat", AVRO_SCHEMA, "schema", Json.tree(topic.schema().toString())),
        "bindings",
        kafka(
            ordered(
                "key",
                ordered("type", "string", "description", topic.key()),
                "schemaIdLocation",
                "payload",
                "schemaIdPayloadEncoding",
                "confluent",
                "schemaLookupStrategy",
                "TopicNameStrategy")));
  }

  private static Map<String, Object> headers() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(Causes.CORRELATION_ID, text("What it belongs to: the order, or the key."));
    properties.put(
        Causes.CAUSE, text("The record that it was made from, as topic/partition/offset."));
    properties.put(Causes.TRACEPARENT, text("W3C trace context."));
    properties.put(
        Causes.WRITTEN,
        text("When it was written, milliseconds since the epoch by the writer's clock."));
    properties.put(CloudEvents.SPEC_VERSION, ordered("type", "string", "const", "1.0"));
    properties.put(CloudEvents.ID, text("The event's id: the same, where it is made once more."));
    properties.put(CloudEvents.SOURCE, text("Who wrote it, as /service."));
    properties.put(CloudEvents.TYPE, text("What it is, as io.insideout.Order."));
    properties.put(CloudEvents.TIME, ordered("type", "string", "format", "date-time"));
    properties.put(CloudEvents.CONTENT_TYPE, ordered("type", "string", "const", CloudEvents.AVRO));
    return ordered("type", "object", "properties", properties);
  }

  private static Map<String, Object> text(String description) {
    return ordered("type", "string", "description", description);
  }

  private static Map<String, Object> operation(String action, String service, Topic<?> topic) {
    return ordered(
        "action",
        action,
        "channel",
        reference("#/channels/" + topic.name()),
        "title",
        service + (action.equals("send") ? " writes " : " reads ") + topic.name(),
        "tags",
        List.of(Map.of("name", service)),
        "messages",
        List.of(reference("#/channels/%s/messages/%s".formatted(topic.name(), message(topic)))));
  }

  /// What a topic's messages are called: no two topics hold the same.
  private static String message(Topic<?> topic) {
    return topic.valueType().getSimpleName();
  }

  private static String id(String service, String does, Topic<?> topic) {
    StringBuilder id = new StringBuilder(service + does);
    for (String word : topic.name().split("-")) {
      id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return id.toString();
  }

  private static Map<String, Object> kafka(Map<String, Object> binding) {
    binding.put("bindingVersion", KAFKA_BINDING);
    return Map.of("kafka", binding);
  }

  private static Map<String, Object> reference(String to) {
    return Map.of("$ref", to);
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return all;
  }
}
