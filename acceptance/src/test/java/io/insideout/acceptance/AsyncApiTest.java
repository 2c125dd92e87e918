package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.CloudEvents;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The description of the topics is one by AsyncAPI's own schema, and says what the catalogue says.
@ExtendWith(OneSystem.class)
class AsyncApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestSystem system;

  AsyncApiTest(TestSystem system) {
    this.system = system;
  }

  @Test
  void it_is_valid_by_the_schema_of_asyncapi_3() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(AsyncApiTest.class.getResourceAsStream("asyncapi-3.0.0.json"))) {
      JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);

      assertThat(schema.validate(description())).isEmpty();
      assertThat(schema.validate(JSON.readTree("{\"asyncapi\": \"3.0.0\"}"))).isNotEmpty();
    }
  }

  @Test
  void every_topic_writer_key_header_and_schema_stands_in_it() {
    JsonNode description = description();
    assertThat(description.path("channels").size()).isEqualTo(Topics.all().size());
    for (Topic<?> topic : Topics.all()) {
      JsonNode channel = description.path("channels").path(topic.name());
      assertThat(channel.path("address").asText()).isEqualTo(topic.name());
      assertThat(channel.at("/bindings/kafka/topicConfiguration/cleanup.policy/0").asText())
          .isEqualTo(topic.retention().cleanupPolicy());
      JsonNode message =
          description.at(channel.path("messages").findValue("$ref").asText().substring(1));
      assertThat(new Schema.Parser().parse(message.at("/payload/schema").toString()))
          .isEqualTo(topic.schema());
      assertThat(message.at("/bindings/kafka/key/description").asText()).isEqualTo(topic.key());
      assertThat(services(description, "send", topic))
          .containsExactlyInAnyOrderElementsOf(topic.writers());
      assertThat(services(description, "receive", topic))
          .containsExactlyInAnyOrderElementsOf(topic.readers());
    }
    assertThat(description.at("/components/schemas/headers/properties").fieldNames())
        .toIterable()
        .contains(Causes.CAUSE, Causes.TRACEPARENT, CloudEvents.ID, CloudEvents.TYPE);
  }

  @Test
  void every_reference_leads_somewhere() {
    JsonNode description = description();
    assertThat(description.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(to -> assertThat(description.at(to.substring(1)).isMissingNode()).isFalse());
  }

  private static List<String> services(JsonNode description, String action, Topic<?> topic) {
    return StreamSupport.stream(description.path("operations").spliterator(), false)
        .filter(one -> one.path("action").asText().equals(action))
        .filter(one -> one.at("/channel/$ref").asText().equals("#/channels/" + topic.name()))
        .map(one -> one.at("/tags/0/name").asText())
        .toList();
  }

  private JsonNode description() {
    return system.http().get("/asyncapi.json").expect(200).json();
  }
}
