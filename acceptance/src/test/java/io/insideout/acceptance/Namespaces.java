package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Linux network namespaces at one bridge, to which this process has an address too. All are named
/// after this process, so that what a killed one has left can be told and is taken away by the
/// next.
final class Namespaces implements Network {
  private static final Pattern NAME = Pattern.compile("insideout-(\\d+)-\\d+");
  private static final int SUBNETS = 250;
  private static final int BASE_PORT = 9_092;

  /// A card that nobody has: what is sent there is lost, as in a broken cable. A route that refuses
  /// would tell the sender at once.
  private static final String NOBODY = "02:00:00:00:de:ad";

  private final long pid = ProcessHandle.current().pid();
  private final int nodes;
  private final String subnet;
  private final AtomicInteger ports = new AtomicInteger(BASE_PORT);
  private final List<List<String>> cuts = new ArrayList<>();
  private final Thread hook = new Thread(this::remove, "end-of-the-namespaces");

  private Namespaces(int nodes) throws IOException {
    this.nodes = nodes;
    this.subnet = freeSubnet(pid);
  }

  /// Makes them.
  ///
  /// @return nothing where this user may not, or this machine does not have such
  static Optional<Namespaces> make(int nodes) {
    try {
      removeLeftovers();
      Namespaces made = new Namespaces(nodes);
      Runtime.getRuntime().addShutdownHook(made.hook);
      try {
        made.make();
        return Optional.of(made);
      } catch (IOException e) {
        made.close();
        throw e;
      }
    } catch (IOException notHere) {
      System.out.println("No namespaces, so nobody can be parted from anybody: " + notHere);
      return Optional.empty();
    }
  }

  private void make() throws IOException {
    ip("link", "add", bridge(), "type", "bridge");
    ip("addr", "add", subnet + "254/24", "dev", bridge());
    ip("link", "set", bridge(), "up");
    for (int node = 1; node <= nodes; node++) {
      String cable = "iov" + pid + "-" + node;
      ip("netns", "add", name(node));
      ip(Stream.of("link add", cable, "type veth peer name eth0 netns", name(node)));
      ip("link", "set", cable, "master", bridge(), "up");
      ip("-n", name(node), "addr", "add", host(node) + "/24", "dev", "eth0");
      ip("-n", name(node), "link", "set", "eth0", "up");
      ip("-n", name(node), "link", "set", "lo", "up");
    }
  }

  private String bridge() {
    return "iob" + pid;
  }

  private String name(int node) {
    return "insideout-%d-%d".formatted(pid, node);
  }

  @Override
  public String host(int node) {
    return subnet + node;
  }

  @Override
  public int port(int node) {
    return ports.getAndIncrement();
  }

  @Override
  public List<String> command(int node, List<String> command) {
    return Stream.concat(Stream.of("ip", "netns", "exec", name(node)), command.stream()).toList();
  }

  @Override
  public boolean canCut() {
    return true;
  }

  @Override
  public void cut(Set<Integer> these, Set<Integer> those) {
    for (int one : these) {
      for (int other : those) {
        cutOff(one, other);
        cutOff(other, one);
      }
    }
  }

  private void cutOff(int from, int to) {
    List<String> neighbour = List.of("-n", name(from), "neigh");
    List<String> way = List.of(host(to), "dev", "eth0");
    List<String> nowhere = List.of("lladdr", NOBODY, "nud", "permanent");
    now(Stream.of(neighbour, List.of("replace"), way, nowhere).flatMap(List::stream));
    cuts.add(Stream.of(neighbour, List.of("del"), way).flatMap(List::stream).toList());
  }

  @Override
  public void heal() {
    cuts.forEach(cut -> now(cut.stream()));
    cuts.clear();
  }

  private static void now(Stream<String> words) {
    try {
      ip(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException theHookRuns) {
      // Then it does the same.
    }
  }

  private void remove() {
    try {
      remove(pid, IntStream.rangeClosed(1, nodes).mapToObj(this::name).toList());
    } catch (IOException nothingLeft) {
      // It was not made to its end.
    }
  }

  private static void removeLeftovers() throws IOException {
    for (String line : ip("netns", "list").lines().toList()) {
      Matcher name = NAME.matcher(line.split(" ", 2)[0]);
      if (name.matches()) {
        long owner = Long.parseLong(name.group(1));
        if (ProcessHandle.of(owner).isEmpty()) {
          remove(owner, List.of(name.group()));
        }
      }
    }
  }

  /// Takes them away with whoever still runs there.
  private static void remove(long owner, List<String> names) throws IOException {
    List<String> there = ip("netns", "list").lines().map(line -> line.split(" ", 2)[0]).toList();
    for (String name : names) {
      if (there.contains(name)) {
        for (String left : ip("netns", "pids", name).lines().toList()) {
          ProcessHandle.of(Long.parseLong(left.strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
        ip("netns", "del", name);
      }
    }
    String bridge = "iob" + owner;
    if (NetworkInterface.getByName(bridge) != null) {
      ip("link", "del", bridge);
    }
  }

  private static String freeSubnet(long pid) throws SocketException {
    List<String> taken =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .map(address -> address.getHostAddress())
            .toList();
    return IntStream.range(0, SUBNETS)
        .mapToObj(i -> "10.213.%d.".formatted((pid + i) % SUBNETS))
        .filter(subnet -> taken.stream().noneMatch(address -> address.startsWith(subnet)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no subnet is free"));
  }

  private static void ip(Stream<String> words) throws IOException {
    ip(words.flatMap(word -> Stream.of(word.split(" "))).toArray(String[]::new));
  }

  private static String ip(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + printed.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return printed;
  }
}
