package io.insideout.registry;

import static java.util.Objects.requireNonNull;

import io.insideout.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A registry on a real broker, for the tests of one class. The tests share it: each uses subjects
/// of its own.
final class RunningRegistry implements BeforeAllCallback, AfterAllCallback {
  private @Nullable Path directory;
  private @Nullable EmbeddedBroker broker;
  private @Nullable SchemaRegistry registry;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    directory = Files.createTempDirectory("registry-test");
    startBroker();
    startRegistry();
  }

  void startBroker() throws InterruptedException {
    startBroker(0);
  }

  void startBroker(int port) throws InterruptedException {
    broker = new EmbeddedBroker(requireNonNull(directory), port);
    broker.start();
  }

  int brokerPort() {
    var address = requireNonNull(broker).bootstrapServers();
    return Integer.parseInt(address.substring(address.indexOf(':') + 1));
  }

  void startRegistry() throws InterruptedException {
    registry = new SchemaRegistry(clientProperties(), "127.0.0.1", 0);
    registry.start();
  }

  Map<String, String> clientProperties() {
    return Map.of("bootstrap.servers", requireNonNull(broker).bootstrapServers());
  }

  SchemaRegistry registry() {
    return requireNonNull(registry);
  }

  RestClient client() {
    return new RestClient(registry().url());
  }

  void stopRegistry() {
    if (registry != null) {
      registry.close();
    }
  }

  void stopBroker() {
    if (broker != null) {
      broker.close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    stopRegistry();
    stopBroker();
    if (directory != null) {
      try (var files = Files.walk(directory)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
