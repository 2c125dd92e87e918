package io.insideout.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogClientTest {
  private static final int SESSION_OF_A_BROKER_MILLIS = 9_000;

  @Test
  void a_client_looks_for_a_new_leader_about_as_soon_as_there_is_one() {
    Map<String, Object> properties = LogClient.at("log:9092").properties();

    assertThat(properties)
        .extractingByKeys("request.timeout.ms", "metadata.max.age.ms")
        .allSatisfy(millis -> assertThat((int) millis).isLessThan(2 * SESSION_OF_A_BROKER_MILLIS));
  }

  @Test
  void what_the_client_properties_say_goes_before() {
    LogClient log =
        new LogClient(Map.of("bootstrap.servers", "log:9092", "request.timeout.ms", "30000"));

    assertThat(log.properties()).containsEntry("request.timeout.ms", "30000");
    assertThat(log.with(Map.of("request.timeout.ms", 7))).containsEntry("request.timeout.ms", 7);
  }

  @ParameterizedTest
  @CsvSource({"1, 100", "10, 1000", "45, 3000"})
  void a_member_says_that_it_lives_ten_times_before_it_is_given_up_or_every_three_seconds(
      int seconds, int heartbeatMillis) {
    LogClient log = LogClient.at("log:9092").withSession(Duration.ofSeconds(seconds));

    assertThat(log.properties())
        .containsEntry("session.timeout.ms", seconds * 1_000)
        .containsEntry("heartbeat.interval.ms", heartbeatMillis);
  }

  @Test
  void a_session_of_the_client_properties_goes_before() {
    LogClient log =
        new LogClient(Map.of("bootstrap.servers", "log:9092", "session.timeout.ms", "30000"))
            .withSession(Duration.ofSeconds(10));

    assertThat(log.properties())
        .containsEntry("session.timeout.ms", "30000")
        .doesNotContainKey("heartbeat.interval.ms");
  }
}
