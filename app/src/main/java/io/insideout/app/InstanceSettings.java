package io.insideout.app;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.generation.Generation;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.services.Services;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A process among others that run the same services.
///
/// @param instance what it is called among them; it keeps the name between starts
/// @param advertisedHttp where others reach its HTTP door; empty for the address that it listens
///   at, or, where that is any, the machine's own
/// @param viewCopies how many instances keep each partition of a view that can be divided, 0 to
///   100; 0 for all, so that each has the whole
/// @param sessionSeconds how long an instance that does not say that it lives is waited for before
///   others work on its partitions, 6 to 300 s; 0 for 10, or, where the log is in the same process,
///   45
/// @param standbyReplicas how many other instances keep a copy of each state, 0 to 10
/// @param generations which generation of a service's state it runs, as `inventory:2`, with commas
///   between; of any other the first
public record InstanceSettings(
    String instance,
    String advertisedHttp,
    int viewCopies,
    int sessionSeconds,
    int standbyReplicas,
    Map<String, Integer> generations) {
  private static final Pattern GENERATION = Pattern.compile("([a-z]{1,40}):([1-9][0-9]{0,2})");

  /// As long as a transaction that nobody ends: what a killed instance has begun is over by then.
  private static final int SESSION_SECONDS = 10;

  /// Who has the log in the process is alone as a rule, and comes back with it.
  private static final int SESSION_SECONDS_AT_OWN_LOG = 45;

  /// No log takes less by default, and who was held up for half of it has to ask whose turn it is.
  private static final int LEAST_SESSION_SECONDS = 6;

  public InstanceSettings {
    generations = Map.copyOf(generations);
    if (sessionSeconds > 0 && sessionSeconds < LEAST_SESSION_SECONDS) {
      throw new StartFailure(
          "Setting 'session-seconds' is a whole number from %d to 300, or 0, not '%d'."
              .formatted(LEAST_SESSION_SECONDS, sessionSeconds));
    }
  }

  static InstanceSettings of(SettingTexts all) {
    String advertised = all.text("advertised-http");
    return new InstanceSettings(
        all.text("instance"),
        advertised.isEmpty() ? "" : SettingTexts.url("advertised-http", advertised).toString(),
        all.number("view-copies", 0, 100),
        all.number("session-seconds", 0, 300),
        all.number("standby-replicas", 0, 10),
        generations(all.words("generations")));
  }

  /// @throws StartFailure that names the setting, if it is none
  static Map<String, Integer> generations(List<String> words) {
    List<String> known = Services.topologies().stream().map(StreamsService::name).toList();
    Map<String, Integer> numbers = new TreeMap<>();
    for (String word : words) {
      Matcher one = GENERATION.matcher(word);
      if (!one.matches()
          || !known.contains(one.group(1))
          || numbers.put(one.group(1), Integer.valueOf(one.group(2))) != null) {
        throw new StartFailure(
            "Setting 'generations' is a service and a number from 1 to %d, such as inventory:2, each service once, not '%s'. Services that have them are: %s."
                .formatted(Generation.LAST, word, String.join(", ", known)));
      }
    }
    return numbers;
  }

  /// How long an instance is waited for.
  ///
  /// @param isOwnLog whether the log is in the same process
  Duration session(boolean isOwnLog) {
    if (sessionSeconds > 0) {
      return Duration.ofSeconds(sessionSeconds);
    }
    return Duration.ofSeconds(isOwnLog ? SESSION_SECONDS_AT_OWN_LOG : SESSION_SECONDS);
  }

  /// Where others reach a door of this process.
  ///
  /// @param door where it listens
  String reachable(URI door) {
    if (!advertisedHttp.isEmpty()) {
      return advertisedHttp;
    }
    try {
      return InetAddress.getByName(door.getHost()).isAnyLocalAddress()
          ? "%s://%s:%d"
              .formatted(door.getScheme(), own(InetAddress.getLocalHost()), door.getPort())
          : door.toString();
    } catch (UnknownHostException e) {
      return door.toString();
    }
  }

  /// Where a machine knows its own name as loopback, others know it by that name, if by any.
  private static String own(InetAddress machine) {
    return machine instanceof Inet4Address && !machine.isLoopbackAddress()
        ? machine.getHostAddress()
        : machine.getHostName();
  }

  void show(Map<String, String> shown) {
    shown.put("instance", instance);
    shown.put("advertised-http", advertisedHttp.isEmpty() ? "(where it listens)" : advertisedHttp);
    shown.put("view-copies", viewCopies == 0 ? "(all)" : String.valueOf(viewCopies));
    shown.put(
        "session-seconds", sessionSeconds == 0 ? "(by the log)" : String.valueOf(sessionSeconds));
    shown.put("standby-replicas", String.valueOf(standbyReplicas));
    shown.put(
        "generations",
        generations.isEmpty()
            ? "(the first of each)"
            : new TreeMap<>(generations)
                .entrySet().stream()
                    .map(one -> one.getKey() + ":" + one.getValue())
                    .collect(Collectors.joining(",")));
  }
}
