package io.insideout.connect.worker;

import io.insideout.runtime.delivery.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds what Connect runs against what it is to run: a connector that is missing or has another
/// configuration is told again, one that has failed is started again, less and less often. Those of
/// other people, and those that somebody has paused or stopped, are left alone.
final class Caretaker {
  private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);
  private static final Duration SOUND_AFTER = Duration.ofMinutes(2);

  /// A database that was away for long is not to be waited for when it is back.
  private static final Backoff AGAIN_AFTER =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

  private final ConnectClient connect;
  private final Map<String, Sickness> sick = new HashMap<>();

  /// A connector that has failed.
  ///
  /// @param times that it was started again
  /// @param notBeforeNanos when it may be started again
  private record Sickness(int times, long notBeforeNanos, String why) {}

  Caretaker(ConnectClient connect) {
    this.connect = connect;
  }

  /// Looks after them once.
  ///
  /// @return what is wrong, by connector
  Map<String, String> look(List<Connector> wanted) throws IOException, InterruptedException {
    Map<String, ConnectClient.Status> running = connect.connectors();
    Map<String, String> wrong = new TreeMap<>();
    for (Connector connector : wanted) {
      ConnectClient.Status status = running.get(connector.name());
      if (status == null || !status.config().equals(told(connector))) {
        connect.put(connector);
        wrong.put(connector.name(), "is starting");
      } else {
        tend(status).ifPresent(why -> wrong.put(connector.name(), why));
      }
    }
    return wrong;
  }

  /// Connect adds the name.
  private static Map<String, String> told(Connector connector) {
    Map<String, String> config = connector.sorted();
    config.put("name", connector.name());
    return config;
  }

  private Optional<String> tend(ConnectClient.Status status)
      throws IOException, InterruptedException {
    Sickness before = sick.get(status.name());
    long nowNanos = System.nanoTime();
    if (!status.failed()) {
      if (before != null
          && status.works()
          && nowNanos - before.notBeforeNanos() > SOUND_AFTER.toNanos()) {
        sick.remove(status.name());
      }
      return status.works() || status.rests() ? Optional.empty() : Optional.of("is starting");
    }
    if (before == null || nowNanos - before.notBeforeNanos() >= 0) {
      int times = before == null ? 1 : before.times() + 1;
      Duration rest = AGAIN_AFTER.after(times);
      LOG.warn("connector {} has failed and is started again: {}", status.name(), status.failure());
      sick.put(status.name(), new Sickness(times, nowNanos + rest.toNanos(), status.failure()));
      connect.restart(status.name(), true);
    }
    return Optional.of(status.failure());
  }
}
