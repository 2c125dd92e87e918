package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.catalog.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Dead letters over HTTP.
@ExtendWith(OneSystem.class)
class LettersDoorTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  private final TestSystem system;
  private final Http http;

  LettersDoorTest(TestSystem system) {
    this.system = system;
    this.http = system.http();
  }

  /// A record that nobody can use.
  ///
  /// @return where it stands
  private String strange(String key) throws Exception {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            system.log().with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer())) {
      RecordMetadata at =
          producer
              .send(
                  new ProducerRecord<>(
                      Topics.ORDER_COMMANDS.name(), key.getBytes(UTF_8), "no Avro".getBytes(UTF_8)))
              .get();
      return at.topic() + "/" + at.partition() + "/" + at.offset();
    }
  }

  private JsonNode letter(String id, String query) {
    return eventually(
        id + " is listed",
        SOON,
        () ->
            http.get("/api/dead-letters" + query)
                .expect(200)
                .json()
                .path("letters")
                .valueStream()
                .filter(one -> one.path("id").asText().equals(id))
                .findFirst());
  }

  private Reply redrive(String id, boolean dryRun) {
    return http.post(
        "/api/dead-letters/redrive", "{\"ids\": [\"%s\"], \"dryRun\": %s}".formatted(id, dryRun));
  }

  @Test
  void a_letter_is_listed_and_sent_again_once() throws Exception {
    String of = strange("letters-door");
    String id = "orders/" + of;
    JsonNode listed = letter(id, "?service=orders&open=true");
    assertThat(listed.path("key").asText()).isEqualTo("letters-door");
    assertThat(listed.path("of").asText()).isEqualTo(of);
    assertThat(listed.path("reason").asText()).isNotBlank();

    JsonNode planned = redrive(id, true).expect(200).json();
    assertThat(planned.path("planned").path(0).asText()).isEqualTo(id);
    assertThat(planned.path("sent")).isEmpty();

    String sentAs = redrive(id, false).expect(200).json().path("sent").path(id).asText();
    assertThat(sentAs).startsWith("order-commands/");
    assertThat(letter(id, "").path("redrivenTo").path(0).asText()).isEqualTo(sentAs);
    // What still cannot be used is set aside anew.
    assertThat(letter("orders/" + sentAs, "?open=true").path("redrivenTo")).isEmpty();

    JsonNode again = redrive(id, false).expect(200).json();
    assertThat(again.path("sent")).isEmpty();
    assertThat(again.path("refused").path(id).asText()).contains("was sent again already");
  }

  @Test
  void a_letter_that_nobody_knows_is_not_found() {
    redrive("orders/order-commands/0/999999999", false).expect(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"ids\": []}", "{\"ids\": [null]}", "{\"ids\": 7}", "{\"all\": true}", ""})
  void what_names_no_letters_is_refused(String body) {
    http.post("/api/dead-letters/redrive", body).expect(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?open=maybe", "?opened=true", "?service=a&service=b"})
  void a_list_of_something_else_is_refused(String query) {
    http.get("/api/dead-letters" + query).expect(400);
  }
}
