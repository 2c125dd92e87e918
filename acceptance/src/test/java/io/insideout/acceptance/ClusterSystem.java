package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.chaos.Judge;
import io.insideout.chaos.RoundResult;
import io.insideout.chaos.bank.Bank;
import io.insideout.chaos.history.History;
import io.insideout.chaos.history.HistoryCheck;
import io.insideout.chaos.history.Told;
import io.insideout.chaos.load.Load;
import io.insideout.chaos.parts.Fleet;
import io.insideout.chaos.warehouse.Account;
import io.insideout.runtime.Pause;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.services.Services;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The system in processes on a cluster of three brokers, each of them and inventory at a node of
/// its own; callers at it, and somebody who notes how much of it they have.
final class ClusterSystem implements AutoCloseable {
  static final int BROKERS = 3;
  static final int INVENTORY = 5;
  private static final int REGISTRY = 4;
  private static final int NODES = 5;

  private static final long SEED = 20_261_129;
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);

  private static final List<List<String>> SERVICES =
      List.of(
          List.of("orders", "details", "fraud", "products", "customers", "webhooks"),
          List.of("payments", "shipping", "email"),
          List.of("inventory"));

  private final Path directory;
  private final Network network;
  private final Cluster cluster;
  private final URI registry;
  private final Bank bank;
  private final Fleet fleet;
  private final History history = new History();
  private final Load load;
  private final List<Availability> figures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private ClusterSystem(Path directory, Network network, Cluster cluster) {
    this.directory = directory;
    this.network = network;
    this.cluster = cluster;
    this.registry =
        URI.create("http://%s:%d".formatted(network.host(REGISTRY), network.port(REGISTRY)));
    this.bank = new Bank(SEED);
    this.fleet =
        new Fleet(
            this::command,
            cluster.bootstrapServers(),
            registry,
            SERVICES,
            directory.resolve("system"),
            bank.url());
    this.load =
        new Load(
            () -> fleet.child("gateway").runFile().map(file -> URI.create(file.http())),
            history,
            true);
  }

  /// Starts all of it, and lets the callers begin.
  static ClusterSystem start(Path directory) throws Exception {
    Network network = Network.open(NODES);
    try {
      Cluster cluster = Cluster.start(directory.resolve("cluster"), network, BROKERS);
      ClusterSystem system = new ClusterSystem(directory, network, cluster);
      try {
        system.begin();
        return system;
      } catch (Exception | AssertionError e) {
        system.close();
        throw e;
      }
    } catch (Exception | AssertionError e) {
      network.close();
      throw e;
    }
  }

  private void begin() throws Exception {
    fleet.start(READY_WITHIN);
    assertThat(fleet.awaitReady(READY_WITHIN)).isEmpty();
    assertThat(load.open()).isEmpty();
    cluster.awaitReplicated();
    load.start(SEED, 0);
  }

  private List<String> command(Path logs, List<String> arguments) {
    String part = arguments.get(1);
    int node = part.equals("log") ? REGISTRY : part.equals("inventory") ? INVENTORY : 0;
    if (node == 0) {
      return Cli.command(logs, arguments);
    }
    List<String> more = new ArrayList<>(arguments);
    more.addAll(List.of("--set", "http-host=" + network.host(node)));
    if (node == REGISTRY) {
      more.addAll(List.of("--set", "partitions=" + BROKERS));
    }
    return network.command(node, Cli.command(logs, more));
  }

  Network network() {
    return network;
  }

  Cluster cluster() {
    return cluster;
  }

  Fleet fleet() {
    return fleet;
  }

  /// Something that is done to the system.
  interface Harm {
    void does() throws Exception;
  }

  /// Does it, waits until all is well again, and notes what callers had meanwhile.
  void during(String fault, Harm harm) throws Exception {
    System.out.println(fault);
    long fromNanos = System.nanoTime();
    harm.does();
    cluster.awaitReplicated();
    notes.addAll(fleet.startAgain());
    assertThat(fleet.awaitReady(READY_WITHIN)).isEmpty();
    assertOrdersGetThrough();
    long toNanos = System.nanoTime();
    Availability figure = Availability.of(fault, history.calls(), fromNanos, toNanos);
    System.out.println(figure);
    Availability.troubles(history.calls(), fromNanos, toNanos)
        .forEach((why, often) -> System.out.println("  " + often + " " + why));
    figures.add(figure);
  }

  /// Waits until an order is taken and validated.
  void assertOrdersGetThrough() throws InterruptedException {
    assertThat(load.worksAgain(SEED + figures.size(), (int) (System.nanoTime() / 1_000_000)))
        .isEmpty();
  }

  /// How long a fault lasts.
  static void last(Duration length) throws InterruptedException {
    long untilNanos = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = untilNanos - System.nanoTime()) {
      Pause.atMost(Duration.ofNanos(left));
    }
  }

  /// Lets the callers end, and holds all laws against what they were told and what is in the log.
  RoundResult judge() throws Exception {
    load.await();
    Judge judge =
        new Judge(
            LogClient.at(cluster.bootstrapServers()),
            Schemas.at(registry),
            bank,
            Services.groups(),
            new Account(),
            directory);
    assertThat(history.calls())
        .as("nobody is told that this should not have happened")
        .noneMatch(
            call -> call.told() instanceof Told.Unknown(String why) && why.startsWith("500"));
    RoundResult result =
        judge.judge(1, new HistoryCheck(), history, fleet, notes, false, List.of());
    System.out.println(result);
    notes.forEach(System.out::println);
    figures.forEach(System.out::println);
    if (!result.violations().isEmpty()) {
      history.write(directory.resolve("calls.txt"));
    }
    return result;
  }

  @Override
  public void close() {
    load.close();
    fleet.close();
    bank.close();
    cluster.close();
    network.close();
  }
}
