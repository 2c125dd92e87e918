package io.insideout.app;

import static java.util.Objects.requireNonNull;

import io.insideout.app.access.OwnGuard;
import io.insideout.app.acls.Roles;
import io.insideout.app.gateway.Doors;
import io.insideout.broker.EmbeddedBroker;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.registry.SchemaRegistry;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Part;
import io.insideout.runtime.Reachable;
import io.insideout.runtime.RunFile;
import io.insideout.runtime.Service;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.generation.GenerationsTopic;
import io.insideout.runtime.http.HttpDoor;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.instance.InstancesTopic;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.schema.RegistryLogin;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.StreamsSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The system in one process, or a part of it: the log, the registry, services, the HTTP door,
/// started in this order and closed in reverse. With the address of a log or of a registry it
/// starts none of its own.
public final class Insideout implements Reachable {
  private static final Logger LOG = LoggerFactory.getLogger(Insideout.class);

  /// As long as a registry takes to be started anew, with its log.
  private static final Duration REGISTRY_PATIENCE = Duration.ofMinutes(1);

  private final Settings settings;
  private final List<? extends Service> services;
  private final StartReport report;
  private final OwnGuard guard;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private @Nullable Environment environment;
  private @Nullable URI registryUrl;
  private volatile @Nullable Schemas patient;
  private volatile @Nullable HttpDoor door;
  private final Neighbours neighbours;
  private @Nullable Part running;
  private ToIntFunction<Topic<?>> partitions = Topic::partitions;
  private List<Route> routes = List.of();

  /// @param report is told what starts, and how long it took
  /// @throws io.insideout.runtime.StartFailure if nobody could tell who calls, and callers are
  ///   asked
  public Insideout(Settings settings, List<? extends Service> services, StartReport report) {
    this.settings = settings;
    this.services = List.copyOf(services);
    this.neighbours = new Neighbours(settings, this.services.stream().map(Service::name).toList());
    this.report = report;
    this.guard = new OwnGuard(settings.access().guard());
  }

  @Override
  public String name() {
    return "insideout";
  }

  @Override
  public void start() throws InterruptedException {
    settings.warning().ifPresent(LOG::warn);
    settings.tls().trust();
    try {
      LogClient log =
          report
              .time("log", this::openLog)
              .withSession(settings.instances().session(settings.bootstrapServers().isEmpty()));
      Schemas schemas = report.time("topics and schemas", () -> agree(log));
      report.time("services", () -> startServices(log, schemas));
    } catch (InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private LogClient openLog() throws InterruptedException {
    if (!settings.bootstrapServers().isEmpty()) {
      return LogAddress.of(settings.bootstrapServers(), settings.clientProperties()).client();
    }
    EmbeddedBroker broker =
        new EmbeddedBroker(settings.dataDirectory().resolve("log"), settings.kafkaPort());
    start(broker);
    return LogClient.at(broker.bootstrapServers());
  }

  private Schemas agree(LogClient log) throws InterruptedException {
    try (Admin admin = log.admin()) {
      LogTopics topics = new LogTopics(admin);
      OptionalInt found = topics.spread(Topics.all());
      partitions = topic -> settings.partitionsOf(topic, found);
      topics.agreeWith(ours(), partitions);
      if (services.isEmpty() || hasTopologies()) {
        GenerationsTopic.TOPIC.ensure(admin);
      }
      if (!settings.bootstrapServers().isEmpty() || services.isEmpty()) {
        InstancesTopic.TOPIC.ensure(admin);
      }
    }
    if (settings.registry().isEmpty()) {
      SchemaRegistry registry =
          new SchemaRegistry(
              log.texts(),
              settings.registryHost(),
              settings.registryPort(),
              RegistryLogin.ofProcess(),
              settings.tls().registry());
      start(registry);
      registryUrl = registry.url();
    } else {
      registryUrl = SettingTexts.url("registry", settings.registry());
    }
    Schemas schemas = Schemas.at(requireNonNull(registryUrl), REGISTRY_PATIENCE);
    patient = schemas;
    schemas.register(Topics.all());
    return schemas;
  }

  /// The topics that are to be as declared. Who has a log of somebody else's to work on has nothing
  /// to do with the others, and may not even be shown them.
  private List<Topic<? extends SpecificRecord>> ours() {
    return settings.bootstrapServers().isEmpty() || services.isEmpty()
        ? Topics.all()
        : Roles.topics(services);
  }

  private boolean hasTopologies() {
    return services.stream().anyMatch(StreamsService.class::isInstance);
  }

  private Environment startServices(LogClient log, Schemas schemas) throws InterruptedException {
    Publisher publisher = new Publisher(log, schemas, "insideout-" + settings.instance());
    opened.push(publisher);
    if (services.stream().anyMatch(Roles::writes)) {
      publisher.open();
    }
    neighbours.find(log).ifPresent(opened::push);
    Generations generations =
        hasTopologies()
            ? Generations.of(log, settings.instances().generations())
            : Generations.first();
    start(generations);
    Environment inside =
        new Environment(
            log,
            schemas,
            publisher,
            new StreamsSettings(
                settings.dataDirectory().resolve("state"),
                settings.instance(),
                settings.commitIntervalMillis(),
                settings.streamThreads(),
                settings.instances().standbyReplicas(),
                partitions,
                generations),
            settings.dataDirectory().resolve("views"),
            settings.dataDirectory(),
            neighbours.peers());
    environment = inside;
    List<Part> parts = new ArrayList<>();
    List<Part> behind = new ArrayList<>();
    List<Route> all = new ArrayList<>();
    List<ServicesResource.Running> told = new ArrayList<>();
    for (Service service : services) {
      Service.Assembled assembled = service.assemble(inside);
      Part part = new Together(service.name(), assembled.parts());
      told.add(new ServicesResource.Running(part, assembled.routes()));
      (part.isVital() ? parts : behind).add(part);
      all.addAll(assembled.routes());
    }
    Together together = new Together("services", parts);
    running = together;
    start(together);
    OwnRoutes own = new OwnRoutes(settings, guard, log, schemas);
    opened.push(own);
    all.addAll(own.of(this, told, neighbours.parts(), this::door, partitions));
    routes = List.copyOf(all);
    HttpDoor opening = settings.door(routes, guard);
    start(opening);
    door = opening;
    neighbours.open(url(), runFile().paths());
    for (Part part : behind) {
      start(part);
    }
    return inside;
  }

  private void start(Part part) throws InterruptedException {
    opened.push(part);
    part.start();
  }

  /// What the services run in, once started.
  public Environment environment() {
    return requireNonNull(environment, "not started");
  }

  /// Where the HTTP door is, once started.
  public URI url() {
    return requireNonNull(door, "not started").url();
  }

  /// The same, for the process itself.
  Door door() {
    return Door.of(url().toString(), guard.authorization());
  }

  @Override
  public RunFile runFile() {
    return new RunFile(
        ProcessHandle.current().pid(),
        url().toString(),
        environment().log().bootstrapServers(),
        registryUrl().toString(),
        Stream.concat(
                routes.stream().map(Route::path),
                services.stream().map(service -> Doors.pathOf(service.name())))
            .distinct()
            .toList());
  }

  /// What the HTTP door answers, once started.
  public List<Route> routes() {
    return routes;
  }

  /// Where the registry is, once started.
  public URI registryUrl() {
    return requireNonNull(registryUrl, "not started");
  }

  @Override
  public Optional<String> trouble() {
    Part services = running;
    if (services == null) {
      return Optional.of("not started");
    }
    return opened.stream()
        .filter(Part.class::isInstance)
        .map(Part.class::cast)
        .filter(Part::isVital)
        .flatMap(part -> part.trouble().map(trouble -> part.name() + ": " + trouble).stream())
        .reduce((one, other) -> one + "; " + other);
  }

  @Override
  public void drain() {
    neighbours.leave();
    requireNonNull(door, "not started").drain();
  }

  @Override
  public void close() {
    Schemas waiting = patient;
    if (waiting != null) {
      waiting.hurry();
    }
    neighbours.leave();
    closeAll();
  }

  private synchronized void closeAll() {
    while (!opened.isEmpty()) {
      AutoCloseable part = opened.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.error("{} does not close cleanly", part, e);
      }
    }
  }
}
