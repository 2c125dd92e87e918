package io.insideout.app.gateway;

import io.insideout.runtime.instance.Instance;
import io.insideout.runtime.instance.Instances;
import io.insideout.runtime.instance.InstancesTopic;
import io.insideout.runtime.log.LogClient;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;

/// Doors of the instances that tell of themselves through the log. What is known of them is always
/// up to date: nothing is looked for anew.
final class FoundDoors implements Doors {
  private final LogClient log;
  private final Instances instances;

  FoundDoors(LogClient log) {
    this.log = log;
    this.instances = Instances.of(log);
  }

  @Override
  public void start() throws InterruptedException {
    try (Admin admin = log.admin()) {
      InstancesTopic.TOPIC.ensure(admin);
    }
    instances.start();
  }

  @Override
  public List<URI> at(String path, boolean anew) {
    return of(instance -> instance.paths().contains(path));
  }

  @Override
  public List<URI> all() {
    return of(_ -> true);
  }

  @Override
  public List<URI> all(String path) {
    return at(path, true);
  }

  private List<URI> of(Predicate<Instance> wanted) {
    return instances.present().stream()
        .filter(Instance::answers)
        .filter(wanted)
        .map(instance -> URI.create(instance.http()))
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public Optional<String> trouble() {
    return instances.trouble();
  }

  @Override
  public void close() {
    instances.close();
  }
}
