package io.insideout.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Topics;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsSettingsTest {
  private static final LogClient LOG = LogClient.at("127.0.0.1:1");

  /// A service that does nothing.
  private static final class Idle implements StreamsService {
    @Override
    public String name() {
      return "idle";
    }

    @Override
    public Topology topology(TopologyWriter writer) {
      return writer.build();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 100, 5_001, 10_000})
  void every_interval_that_can_be_set_is_taken(int commitIntervalMillis) {
    StreamsSettings settings =
        new StreamsSettings(
            Path.of("state"), "one", commitIntervalMillis, 1, topic -> topic.partitions());
    DeadLetterRecords letters =
        new DeadLetterRecords(
            "idle", Schemas.inMemory().serde(Topics.DEAD_LETTERS), new LettersApart("idle", LOG));
    Generations generations = Generations.first();
    Lease lease = new Lease(generations, generations.of("idle"));
    TransactionLength length = new TransactionLength(commitIntervalMillis);

    Properties properties = settings.properties(new Idle(), LOG, letters, lease, length);

    assertThat(new StreamsConfig(properties).getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG))
        .isBetween((long) commitIntervalMillis, 10_000L);
  }
}
