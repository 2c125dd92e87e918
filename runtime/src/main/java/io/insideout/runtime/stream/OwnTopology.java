package io.insideout.runtime.stream;

import io.insideout.catalog.Topics;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.generation.Generation;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;

/// A service's topology as a generation of it runs it, and as it makes its stores before.
record OwnTopology(
    StreamsService service,
    LogClient log,
    Schemas schemas,
    StreamsSettings settings,
    Generation own)
    implements Heir.Making {

  /// What does the service's work, to be started.
  TopologyRun running(Lease lease) {
    TransactionLength length = length();
    Properties properties = settings.properties(service, log, letters(), lease, length);
    return new TopologyRun(
        service.name(),
        log,
        service.topology(
            writer(new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties))))),
        properties,
        new TransactionClients(length));
  }

  @Override
  public TopologyRun of(Generation before, Set<String> present) {
    TopologyWriter written = writer();
    Topology topology = service.topology(written);
    return new TopologyRun(
        own.toString(),
        log,
        Inheritance.of(written, topology.describe(), before.group(), present),
        settings.inheriting(service, log, letters()),
        new TransactionClients(length()));
  }

  @Override
  public Set<String> changelogs(Generation before) {
    return changelogs(before, _ -> true);
  }

  @Override
  public Set<String> renamed(Generation before) {
    return changelogs(before, one -> !one.former().equals(one.store()));
  }

  private Set<String> changelogs(Generation before, Predicate<Bequest> which) {
    TopologyWriter written = writer();
    var _ = service.topology(written);
    return written.bequests().stream()
        .filter(which)
        .map(one -> one.changelog(before.group()))
        .collect(Collectors.toSet());
  }

  @Override
  public Set<String> detours() {
    return TopologyRights.detours(described()).stream()
        .map(topic -> topic.substring(own.group().length()))
        .collect(Collectors.toSet());
  }

  /// As it is where it does not run.
  Flow.OfTopology described() {
    return new TopologyFlow(own.group(), service.topology(writer()).describe()).told("", Set.of());
  }

  private TransactionLength length() {
    return new TransactionLength(settings.commitIntervalMillis());
  }

  private TopologyWriter writer() {
    return writer(new StreamsBuilder());
  }

  private TopologyWriter writer(StreamsBuilder builder) {
    return new TopologyWriter(
        service.name(), schemas, settings.partitions(), StorePlace.DISK, builder);
  }

  private DeadLetterRecords letters() {
    return new DeadLetterRecords(
        service.name(), schemas.serde(Topics.DEAD_LETTERS), new LettersApart(service.name(), log));
  }
}
