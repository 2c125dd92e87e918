package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicListing;

/// A log, a gateway and instances of all services that decide, each a process, of whatever version
/// it is told.
final class MixedSystem implements AutoCloseable {
  /// How many there are of each thing that is sold.
  static final int ON_HAND = 100_000;

  private static final List<String> SERVICES =
      List.of(
          "orders",
          "inventory",
          "fraud",
          "details",
          "payments",
          "shipping",
          "email",
          "products",
          "customers");
  private static final int SKUS = 8;
  private static final Duration SOON = Duration.ofMinutes(2);

  private final Path directory;
  private final Map<String, Cli.Running> processes = new LinkedHashMap<>();
  private final Map<String, RunFile> doors = new HashMap<>();

  private MixedSystem(Path directory) {
    this.directory = directory;
  }

  static MixedSystem start(Path directory) throws IOException {
    MixedSystem system = new MixedSystem(directory);
    system.begin("log", "log", List.of(), "log", "--kafka-port", "0", "--registry-port", "0");
    system.begin("gateway", "gateway", List.of(), "gateway", "--http-port", "0");
    return system;
  }

  /// What is sold under a number.
  static String sku(int number) {
    return "sku-" + number % SKUS;
  }

  /// Puts all on sale.
  void open() {
    Http http = new Http(door());
    for (int i = 0; i < SKUS; i++) {
      http.put("/api/products/" + sku(i), "{\"description\": \"Tea\", \"listPrice\": \"2.50\"}")
          .expect(200);
      http.put("/api/stock/" + sku(i), "{\"onHand\": " + ON_HAND + "}").expect(200);
    }
  }

  URI door() {
    return door("gateway");
  }

  private URI door(String process) {
    return URI.create(Objects.requireNonNull(doors.get(process)).http());
  }

  /// Starts an instance of all services.
  ///
  /// @param ahead the classes of another version, if it is to be one
  void run(String instance, Path... ahead) throws IOException {
    List<String> words = new ArrayList<>(SERVICES);
    words.addAll(List.of("--auto-ship", "--set", "instance=" + instance));
    words.addAll(List.of("--set", "payment-within-ms=2000", "--set", "details-grace-ms=300"));
    String place = String.join("-", SERVICES) + (instance.equals("one") ? "" : "-" + instance);
    begin(instance, place, List.of(ahead), words.toArray(String[]::new));
  }

  private void begin(String process, String place, List<Path> ahead, String... arguments)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--data", directory.resolve("data").toString()));
    Cli.Running running = new Cli(directory, ahead).start(words.toArray(String[]::new));
    processes.put(process, running);
    Path part = directory.resolve("data/parts").resolve(place);
    Eventually.eventually(
        process + " is up, or ends",
        () -> isOf(running, part).isPresent() || !running.process().isAlive());
    assertThat(running.process().isAlive()).as(running.printed()).isTrue();
    doors.put(process, isOf(running, part).orElseThrow());
  }

  /// One that was killed has left its file behind.
  private static Optional<RunFile> isOf(Cli.Running running, Path part) {
    return RunFile.look(part).filter(file -> file.pid() == running.process().pid());
  }

  /// An instance ends as it is told to, and another begins in its place.
  void replace(String instance, Path... ahead) throws IOException {
    Objects.requireNonNull(processes.get(instance)).close();
    run(instance, ahead);
  }

  /// Ends an instance as no process can prepare for.
  void kill(String instance) {
    Objects.requireNonNull(processes.get(instance)).kill();
  }

  /// What an instance tells of the topology of a service.
  String topology(String instance, String service) {
    return new Http(door(instance)).get("/api/services/" + service).expect(200).body();
  }

  private LogClient log() {
    return LogClient.at(Objects.requireNonNull(doors.get("log")).bootstrapServers());
  }

  private Schemas schemas() {
    return Schemas.at(URI.create(Objects.requireNonNull(doors.get("log")).registry()));
  }

  /// All topics, with the ids that they were made under.
  Map<String, String> topics() throws Exception {
    try (Admin admin = log().admin()) {
      return admin.listTopics().listings().get().stream()
          .collect(
              Collectors.toMap(
                  TopicListing::name, one -> one.topicId().toString(), (a, b) -> b, TreeMap::new));
    }
  }

  /// All values of a topic, as they were written.
  List<GenericRecord> values(Topic<?> topic) {
    Schemas schemas = schemas();
    return new Log(log())
        .read(topic).stream()
            .filter(record -> record.value() != null)
            .map(record -> schemas.read(record.value()))
            .toList();
  }

  /// Waits until each of two versions writes orders from now on.
  void bothWriteOrders() {
    Map<Integer, Long> before = ordersBySchema();
    Eventually.eventually(
        "both versions write orders",
        SOON,
        () ->
            ordersBySchema().entrySet().stream()
                        .filter(now -> now.getValue() > before.getOrDefault(now.getKey(), 0L))
                        .count()
                    == 2
                ? Optional.of(true)
                : Optional.empty());
  }

  private Map<Integer, Long> ordersBySchema() {
    return new Log(log())
        .read(Topics.ORDERS).stream()
            .collect(
                Collectors.groupingBy(
                    record -> Schemas.schemaId(record.value()), Collectors.counting()));
  }

  /// Waits until an order was written that is so.
  void written(Predicate<GenericRecord> order) {
    Eventually.eventually(
        "such an order is written",
        SOON,
        () -> values(Topics.ORDERS).stream().filter(order).findFirst());
  }

  /// Waits until each of these orders is in one of these states.
  void settled(List<String> orders, Set<String> states) {
    Eventually.eventually(
        "all of %d orders have ended".formatted(orders.size()),
        SOON,
        () -> {
          Map<String, String> newest = new HashMap<>();
          values(Topics.ORDERS)
              .forEach(
                  order ->
                      newest.put(order.get("orderId").toString(), order.get("state").toString()));
          return orders.stream().allMatch(id -> states.contains(newest.getOrDefault(id, "")))
              ? Optional.of(true)
              : Optional.empty();
        });
  }

  /// What the proof of another version says, of all that was acknowledged.
  int exitCodeOfProof(Path ahead, List<String> acknowledged)
      throws IOException, InterruptedException {
    RunFile log = Objects.requireNonNull(doors.get("log"));
    Path promised = Files.write(directory.resolve("acknowledged.txt"), acknowledged);
    Cli.Running proof =
        new Cli(directory, List.of(ahead))
            .start(
                "verify",
                "--bootstrap-servers",
                log.bootstrapServers(),
                "--registry",
                log.registry(),
                "--acknowledged",
                promised.toString());
    int exitCode = proof.exitCode(SOON);
    System.out.println(proof.printed());
    return exitCode;
  }

  @Override
  public void close() {
    processes.values().forEach(Cli.Running::kill);
  }
}
