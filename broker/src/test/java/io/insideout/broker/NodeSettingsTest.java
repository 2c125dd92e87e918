package io.insideout.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {
  private static final Map<String, String> SETTINGS = NodeSettings.of(Path.of("/data/log"), 1, 2);

  @Test
  void kafka_knows_every_setting() {
    // It passes over what it does not know.
    assertThat(new KafkaConfig(SETTINGS, false).values().keySet()).containsAll(SETTINGS.keySet());
  }

  @Test
  void both_listeners_are_on_loopback() {
    assertThat(SETTINGS.get("listeners"))
        .isEqualTo("BROKER://127.0.0.1:1,CONTROLLER://127.0.0.1:2");
    assertThat(SETTINGS.get("controller.quorum.voters")).isEqualTo("1@127.0.0.1:2");
  }

  @Test
  void everything_has_one_replica() {
    assertThat(SETTINGS)
        .hasEntrySatisfying("default.replication.factor", v -> assertThat(v).isEqualTo("1"))
        .allSatisfy(
            (key, value) -> {
              if (key.endsWith("replication.factor") || key.endsWith("min.isr")) {
                assertThat(value).isEqualTo("1");
              }
            });
  }
}
