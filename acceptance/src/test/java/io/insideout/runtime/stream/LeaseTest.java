package io.insideout.runtime.stream;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.runtime.generation.Change;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.generation.GenerationsTopic;
import io.insideout.runtime.generation.Standing;
import io.insideout.runtime.log.LogClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  @TempDir private Path directory;

  @Test
  void it_holds_while_the_log_says_so_and_was_asked_lately() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker(directory, 0)) {
      broker.start();
      LogClient log = LogClient.at(broker.bootstrapServers());
      try (Admin admin = log.admin()) {
        GenerationsTopic.TOPIC.ensure(admin);
      }
      try (Generations generations = Generations.of(log, Map.of("stock", 2))) {
        generations.start();
        Lease first = new Lease(generations, generations.of("orders"));
        Lease second = new Lease(generations, generations.of("stock"));
        assertThat(first.holds()).isTrue();
        assertThat(second.holds()).as("nobody has called it").isFalse();

        assertThat(call("stock", log)).isEqualTo(new Standing(1, 2));
        assertThat(second.holds()).as("it is called, and the first has not stopped").isFalse();
        assertThat(new Change(log, "stock").to(_ -> Optional.of(new Standing(2, 2))))
            .isEqualTo(new Standing(2, 2));
        eventually("it is its turn", second::holds);
        assertThat(first.holds()).as("of another service").isTrue();

        call("orders", log);
        eventually("its turn is over", () -> !first.holds());
        second.end();
        assertThat(second.holds()).isFalse();
      }
    }
  }

  private static Standing call(String service, LogClient log) {
    return new Change(log, service).to(now -> Optional.of(now.calling(2)));
  }

  @Test
  void who_cannot_ask_the_log_takes_nothing_up() {
    Generations never = Generations.of(LogClient.at("127.0.0.1:1"), Map.of());
    Lease lease = new Lease(never, never.of("orders"));
    lease.end();
    assertThat(lease.holds()).isFalse();
    never.close();
    assertThat(new Lease(never, never.of("orders")).holds()).isFalse();
    Generations alone = Generations.first();
    assertThat(new Lease(alone, alone.of("orders")).holds()).isTrue();
  }
}
