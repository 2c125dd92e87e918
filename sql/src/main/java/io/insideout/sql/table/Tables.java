package io.insideout.sql.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.http.WholeAnswer;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Registry;
import io.insideout.runtime.schema.RegistryLogin;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.dialect.Relations;
import io.insideout.sql.dialect.Statement.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/// The tables that there are: every topic of the catalogue, and every other topic of the log whose
/// values have a schema in the registry.
public final class Tables implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MOST_TOPICS = 10_000;

  private final TopicTable.Place place;
  private final LogClient log;
  private final Optional<RegistryLogin> login = RegistryLogin.ofProcess();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ObjectMapper json = new ObjectMapper();
  private @Nullable Admin admin;

  /// @param registry the schema registry's address
  public Tables(LogClient log, URI registry) {
    this.log = log;
    this.place = new TopicTable.Place(log.properties(), registry);
  }

  /// Where the log and the registry are.
  public TopicTable.Place place() {
    return place;
  }

  /// All of them as of now, by their names in SQL.
  ///
  /// @throws IOException if the log or the registry does not answer
  public Found find() throws IOException, InterruptedException {
    Map<String, TopicTable> tables = new TreeMap<>();
    for (Topic<?> topic : Topics.all()) {
      put(
          tables,
          new TopicTable(
              topic.name(), topic.hasTombstones() ? Kind.TABLE : Kind.STREAM, topic.schema()));
    }
    try {
      Admin admin = admin();
      Set<String> others = new TreeSet<>(admin.listTopics().names().get());
      others.removeIf(name -> Topics.named(name).isPresent() || name.startsWith("_"));
      if (others.size() > MOST_TOPICS) {
        throw new IOException("the log has more than %,d topics".formatted(MOST_TOPICS));
      }
      others.retainAll(subjects());
      Set<String> compacted = compacted(admin, others);
      for (String topic : others) {
        schema(topic)
            .ifPresent(
                schema ->
                    put(
                        tables,
                        new TopicTable(
                            topic, compacted.contains(topic) ? Kind.TABLE : Kind.STREAM, schema)));
      }
    } catch (ExecutionException e) {
      throw new IOException("the log does not say which topics it has: " + e.getCause(), e);
    }
    return new Found(tables);
  }

  /// An administrator of the log, the same for all who ask here.
  public synchronized Admin admin() {
    Admin open = admin;
    if (open == null) {
      open = log.admin();
      admin = open;
    }
    return open;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close();
      admin = null;
    }
  }

  private static void put(Map<String, TopicTable> tables, TopicTable table) {
    tables.putIfAbsent(table.relation().name(), table);
  }

  private static Set<String> compacted(Admin admin, Set<String> topics)
      throws ExecutionException, InterruptedException {
    List<ConfigResource> asked =
        topics.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Set<String> compacted = new TreeSet<>();
    for (Map.Entry<ConfigResource, Config> one :
        admin.describeConfigs(asked).all().get().entrySet()) {
      if (one.getValue().get("cleanup.policy").value().contains("compact")) {
        compacted.add(one.getKey().name());
      }
    }
    return compacted;
  }

  /// The topics whose values have a schema.
  private Set<String> subjects() throws IOException, InterruptedException {
    Set<String> topics = new TreeSet<>();
    for (JsonNode subject : ask("/subjects").orElseThrow(IOException::new)) {
      if (subject.asText().endsWith("-value")) {
        topics.add(subject.asText().substring(0, subject.asText().length() - "-value".length()));
      }
    }
    return topics;
  }

  private Optional<Schema> schema(String topic) throws IOException, InterruptedException {
    String subject = URLEncoder.encode(topic + "-value", UTF_8);
    return ask("/subjects/" + subject + "/versions/latest")
        .filter(found -> found.path("schemaType").asText("AVRO").equals("AVRO"))
        .flatMap(found -> record(found.path("schema").asText()));
  }

  /// A schema that cannot be understood, or is of no record, makes no table.
  private static Optional<Schema> record(String text) {
    try {
      return Optional.of(new Schema.Parser().parse(text))
          .filter(schema -> schema.getType() == Schema.Type.RECORD);
    } catch (AvroRuntimeException e) {
      return Optional.empty();
    }
  }

  /// Registers the schema of a topic's values.
  ///
  /// @throws IOException if the registry does not take it
  public void register(String subject, Schema schema) throws IOException, InterruptedException {
    URI address = address("/subjects/" + URLEncoder.encode(subject, UTF_8) + "/versions");
    byte[] body = json.writeValueAsBytes(Map.of("schema", schema.toString()));
    HttpResponse<byte[]> answer =
        send(
            to(address)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "the registry does not take the schema of %s: %s"
              .formatted(subject, json.readTree(answer.body()).path("message").asText()));
    }
  }

  private HttpRequest.Builder to(URI address) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(TIMEOUT);
    login.ifPresent(known -> request.header("Authorization", known.authorization()));
    return request;
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return WholeAnswer.to(request, http, Registry.LARGEST_ANSWER_BYTES, TIMEOUT);
  }

  private URI address(String path) {
    return URI.create(place.registry().toString().replaceAll("/+$", "") + path);
  }

  private Optional<JsonNode> ask(String path) throws IOException, InterruptedException {
    URI address = address(path);
    HttpResponse<byte[]> answer = send(to(address).build());
    return switch (answer.statusCode()) {
      case 200 -> Optional.of(json.readTree(answer.body()));
      case 404 -> Optional.empty();
      default -> throw new IOException(address + " answers " + answer.statusCode());
    };
  }

  /// What was found.
  ///
  /// @param tables by name
  public record Found(Map<String, TopicTable> tables) implements Relations {
    public Found {
      tables = new TreeMap<>(tables);
    }

    /// The table of a topic, by the name that it has in the log.
    public Optional<TopicTable> topic(String name) {
      return tables.values().stream().filter(one -> one.topic().equals(name)).findFirst();
    }

    @Override
    public Collection<Relation> all() {
      return tables.values().stream().map(TopicTable::relation).toList();
    }
  }
}
