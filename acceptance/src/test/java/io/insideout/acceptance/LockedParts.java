package io.insideout.acceptance;

import io.insideout.app.Insideout;
import io.insideout.app.Settings;
import io.insideout.app.StartReport;
import io.insideout.runtime.Service;
import io.insideout.testkit.TestAuthority;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Every service with a name of its own at a locked log, in this process: each as if it were alone.
/// All doors, and the registry, speak TLS.
final class LockedParts implements AutoCloseable {
  private static final String LOG = "log";
  private static final int AT_ONCE = 4;

  private final LockedLog log;
  private final Path data;
  private final TestAuthority authority;
  private final Map<String, Insideout> running = new ConcurrentHashMap<>();

  private LockedParts(LockedLog log, Path data) {
    this.log = log;
    this.data = data;
    this.authority = TestAuthority.in(data.resolve("authority"));
  }

  /// Starts the part alone that makes the topics and runs the registry.
  static LockedParts startLog(LockedLog log, Path data) throws Exception {
    LockedParts parts = new LockedParts(log, data);
    parts.start(LOG, Map.of());
    return parts;
  }

  /// Starts all that need no database.
  static LockedParts start(LockedLog log, Path data) throws Exception {
    LockedParts parts = startLog(log, data);
    String registry = parts.of(LOG).registryUrl().toString();
    List<Future<?>> starting = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (String name : parts.names()) {
        starting.add(
            threads.submit(
                () -> {
                  parts.start(name, Map.of("registry", registry));
                  return null;
                }));
      }
    }
    try {
      for (Future<?> one : starting) {
        one.get();
      }
      return parts;
    } catch (ExecutionException e) {
      parts.close();
      throw e;
    }
  }

  private List<String> names() throws Exception {
    return settings(LOG, Map.of()).allServices().stream().map(Service::name).toList();
  }

  private void start(String name, Map<String, String> more) throws Exception {
    Settings settings = settings(name, more);
    Insideout part =
        new Insideout(
            settings,
            settings.allServices().stream().filter(one -> one.name().equals(name)).toList(),
            new StartReport());
    running.put(name, part);
    part.start();
  }

  private Settings settings(String name, Map<String, String> more) throws Exception {
    Map<String, String> flags = new HashMap<>();
    flags.put("data", data.resolve(name).toString());
    flags.put("bootstrap-servers", log.bootstrapServers());
    flags.put("client-properties", log.properties(name).toString());
    flags.put("operator-properties", log.properties("operator").toString());
    flags.put("registry-port", "0");
    flags.put("http-port", "0");
    flags.put("auto-ship", "true");
    // Nobody is there: what it does in the log does not depend on that.
    flags.put("otlp-endpoint", "http://127.0.0.1:1");
    flags.put("details-grace-ms", "300");
    flags.putAll(authority.settings());
    flags.putAll(more);
    return Settings.of(null, Map.of(), flags);
  }

  /// Who is to be believed.
  Path ca() {
    return authority.ca();
  }

  Insideout of(String name) {
    return running.get(name);
  }

  Http http(String name) {
    return new Http(of(name).url());
  }

  @Override
  public void close() {
    running.entrySet().stream()
        .filter(one -> !one.getKey().equals(LOG))
        .forEach(one -> one.getValue().close());
    Insideout last = running.get(LOG);
    if (last != null) {
      last.close();
    }
  }
}
