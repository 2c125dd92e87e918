package io.insideout.runtime;

import io.insideout.catalog.Topic;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.instance.Peers;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsSettings;
import java.net.URI;
import java.nio.file.Path;

/// What a service runs in.
///
/// @param log how the log is reached
/// @param publisher publishes what callers and the world tell
/// @param streams how topologies run
/// @param viewDirectory where views are kept, a folder for each
/// @param dataDirectory where a service keeps what the log does not have
/// @param peers other processes that run the same services
public record Environment(
    LogClient log,
    Schemas schemas,
    Publisher publisher,
    StreamsSettings streams,
    Path viewDirectory,
    Path dataDirectory,
    Peers peers) {

  /// One of a process that runs its services alone.
  public Environment(
      LogClient log,
      Schemas schemas,
      Publisher publisher,
      StreamsSettings streams,
      Path viewDirectory,
      Path dataDirectory) {
    this(log, schemas, publisher, streams, viewDirectory, dataDirectory, Peers.NONE);
  }

  /// One without log and registry, for services that are asked what they are made of, and never
  /// started.
  public static Environment toBeDescribed() {
    return toBeDescribed(Generations.first());
  }

  /// The same, for services of other generations than the first.
  public static Environment toBeDescribed(Generations generations) {
    Path nowhere = Path.of("nowhere");
    Schemas schemas = Schemas.at(URI.create("http://none"));
    return new Environment(
        LogClient.at("none:1"),
        schemas,
        Publisher.ofNoLog(schemas),
        new StreamsSettings(nowhere, "none", 1, 1, 0, Topic::partitions, generations),
        nowhere,
        nowhere);
  }

  /// Where the registry is, for what reaches it by itself.
  ///
  /// @param forWhom is named where it cannot
  /// @throws StartFailure if the registry is in this process alone
  public URI registry(String forWhom) {
    return schemas
        .url()
        .orElseThrow(() -> new StartFailure(forWhom + " needs a schema registry at an address."));
  }
}
