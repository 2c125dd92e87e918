package io.insideout.registry;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.StartFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The registry and its log: nothing that was answered is lost, and no two writers.
class DurabilityTest {
  @RegisterExtension static final RunningRegistry RUNNING = new RunningRegistry();

  @BeforeEach
  void a_new_topic() throws Exception {
    RUNNING.stopRegistry();
    deleteTopic();
    RUNNING.startRegistry();
  }

  @AfterEach
  void stop() {
    RUNNING.stopRegistry();
  }

  @Test
  void all_is_there_after_a_restart() throws Exception {
    var rest = RUNNING.client();
    rest.register("kept", "\"int\"");
    rest.register("kept", "\"long\"");
    rest.register("hidden", "\"bytes\"");
    rest.delete("/subjects/hidden");
    rest.put("/config", "{\"compatibility\":\"FORWARD\"}");
    rest.put("/config/kept", "{\"compatibility\":\"NONE\"}");
    var before = image(rest);
    assertThat(before).contains("200 [1,2]", "200 [\"hidden\",\"kept\"]");

    RUNNING.stopRegistry();
    RUNNING.startRegistry();
    assertThat(image(RUNNING.client())).isEqualTo(before);

    RUNNING.stopRegistry();
    RUNNING.stopBroker();
    RUNNING.startBroker();
    RUNNING.startRegistry();
    assertThat(image(RUNNING.client())).isEqualTo(before);
    assertThat(RUNNING.client().register("new", "\"string\"").body().path("id").asInt())
        .isEqualTo(4);
  }

  private static List<String> image(RestClient rest) {
    return List.of(
        rest.get("/subjects?deleted=true").text(),
        rest.get("/subjects/kept/versions").text(),
        rest.get("/subjects/kept/versions/2").text(),
        rest.get("/subjects/hidden/versions").text(),
        rest.get("/schemas/ids/3").text(),
        rest.get("/config").text(),
        rest.get("/config/kept").text());
  }

  @Test
  void whoever_writes_reads_it_at_once() {
    var rest = RUNNING.client();
    for (int i = 1; i <= 50; i++) {
      int id = rest.register("s" + i, fixed(i)).body().path("id").asInt();
      assertThat(rest.get("/schemas/ids/" + id).status()).isEqualTo(200);
      assertThat(rest.get("/subjects/s" + i + "/versions").text()).isEqualTo("200 [1]");
    }
  }

  @Test
  void the_same_schema_registered_by_many_at_once_has_one_id_and_one_version() throws Exception {
    var rest = RUNNING.client();
    var ids =
        together(40, i -> () -> rest.register("same" + i % 4, fixed(1)).body().path("id").asInt());
    assertThat(Set.copyOf(ids)).containsExactly(1);
    for (int i = 0; i < 4; i++) {
      assertThat(rest.get("/subjects/same" + i + "/versions").text()).isEqualTo("200 [1]");
    }
  }

  @Test
  void different_schemas_registered_at_once_have_ids_and_versions_of_their_own() throws Exception {
    var rest = RUNNING.client();
    rest.put("/config", "{\"compatibility\":\"NONE\"}");
    var ids = together(40, i -> () -> rest.register("busy", fixed(i)).body().path("id").asInt());
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id >= 1 && id <= 40);
    assertThat(rest.get("/subjects/busy/versions").body()).hasSize(40);
    assertThat(rest.get("/subjects/busy/versions/40").status()).isEqualTo(200);
  }

  @Test
  void the_registry_that_started_last_is_the_one_that_writes() throws Exception {
    var first = RUNNING.client();
    first.register("before", "\"int\"");
    var second = new SchemaRegistry(RUNNING.clientProperties(), "127.0.0.1", 0);
    try {
      second.start();
      var refused = first.register("late", "\"long\"");
      assertThat(refused.error()).isEqualTo("500/50001");
      assertThat(first.register("later", "\"long\"").message()).contains("another registry");
      assertThat(RUNNING.registry().trouble())
          .hasValueSatisfying(trouble -> assertThat(trouble).contains("taken over"));
      assertThat(first.get("/subjects").text()).isEqualTo("200 [\"before\"]");
      var writing = new RestClient(second.url());
      assertThat(writing.register("late", "\"long\"").text()).isEqualTo("200 {\"id\":2}");
      assertThat(second.trouble()).isEmpty();
    } finally {
      second.close();
    }
  }

  @Test
  void while_the_log_is_away_the_registry_reads_and_when_it_is_back_it_writes() throws Exception {
    var rest = RUNNING.client();
    rest.register("before", "\"int\"");
    int port = RUNNING.brokerPort();
    RUNNING.stopBroker();
    try {
      assertThat(rest.register("during", "\"long\"").error()).isIn("500/50001", "500/50002");
      assertThat(rest.get("/subjects/before/versions/1").status()).isEqualTo(200);
      assertThat(rest.register("before", "\"int\"").text()).isEqualTo("200 {\"id\":1}");
    } finally {
      RUNNING.startBroker(port);
    }
    assertThat(rest.register("after", "\"bytes\"").status()).isEqualTo(200);
    assertThat(rest.get("/subjects").text()).isEqualTo("200 [\"after\",\"before\"]");
    assertThat(RUNNING.registry().trouble()).isEmpty();
  }

  @Test
  void rubbish_on_the_topic_is_skipped() throws Exception {
    RUNNING.client().register("good", "\"int\"");
    produce("nonsense", "more nonsense");
    produce("{\"keytype\":\"SCHEMA\",\"subject\":\"evil\",\"version\":1,\"magic\":1}", "{");
    produce(
        "{\"keytype\":\"SCHEMA\",\"subject\":\"evil\",\"version\":1,\"magic\":1}",
        "{\"subject\":\"evil\",\"version\":1,\"id\":1,\"schema\":\"\\\"bytes\\\"\"}");
    var rest = RUNNING.client();
    assertThat(rest.register("good", "\"long\"").text()).isEqualTo("200 {\"id\":2}");
    assertThat(rest.get("/subjects").text()).isEqualTo("200 [\"good\"]");
    RUNNING.stopRegistry();
    RUNNING.startRegistry();
    assertThat(RUNNING.client().get("/subjects").text()).isEqualTo("200 [\"good\"]");
    assertThat(RUNNING.client().get("/schemas/ids/1").text()).contains("int");
  }

  @Test
  void a_topic_with_schemas_of_another_type_is_refused_until_they_are_gone() throws Exception {
    RUNNING.stopRegistry();
    var key = "{\"keytype\":\"SCHEMA\",\"subject\":\"p\",\"version\":1,\"magic\":1}";
    produce(
        key,
        "{\"subject\":\"p\",\"version\":1,\"id\":9,\"schemaType\":\"JSON\",\"schema\":\"{}\"}");
    assertThatThrownBy(RUNNING::startRegistry)
        .isInstanceOf(StartFailure.class)
        .hasMessageContainingAll("type JSON", "subject 'p'", "by its URL");
    produce(key, null);
    RUNNING.startRegistry();
    assertThat(RUNNING.client().register("a", "\"int\"").text()).isEqualTo("200 {\"id\":10}");
  }

  @Test
  void a_topic_that_is_not_compacted_or_has_more_partitions_is_refused() throws Exception {
    RUNNING.stopRegistry();
    for (var policy : List.of("delete", "compact,delete")) {
      deleteTopic();
      createTopic(1, policy);
      assertThatThrownBy(RUNNING::startRegistry)
          .isInstanceOf(StartFailure.class)
          .hasMessageContainingAll("cleanup.policy=", "Set cleanup.policy=compact");
    }
    deleteTopic();
    createTopic(3, "compact");
    assertThatThrownBy(RUNNING::startRegistry)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("3 partitions");
  }

  @Test
  void the_topic_is_made_compacted_with_one_partition() throws Exception {
    try (var admin = Admin.create(new HashMap<String, Object>(RUNNING.clientProperties()))) {
      var topic = admin.describeTopics(List.of("_schemas")).allTopicNames().get().get("_schemas");
      assertThat(topic).isNotNull();
      assertThat(topic.partitions()).hasSize(1);
    }
    // The registry itself refuses a topic that is not compacted, so this start is the proof.
    RUNNING.stopRegistry();
    RUNNING.startRegistry();
    assertThat(RUNNING.registry().trouble()).isEmpty();
  }

  @Test
  void a_port_that_is_taken_stops_the_start_and_leaves_nothing_behind() throws Exception {
    int taken = RUNNING.registry().url().getPort();
    try (var second = new SchemaRegistry(RUNNING.clientProperties(), "127.0.0.1", taken)) {
      assertThatThrownBy(second::start)
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + taken);
      assertThat(second.trouble()).hasValue("the registry is not running");
    }
  }

  @Test
  void closing_twice_or_before_the_start_does_nothing() {
    RUNNING.registry().close();
    RUNNING.registry().close();
    var unstarted = new SchemaRegistry(RUNNING.clientProperties(), "127.0.0.1", 0);
    unstarted.close();
    assertThatThrownBy(unstarted::url).isInstanceOf(IllegalStateException.class);
  }

  private static String fixed(int size) {
    return "{\"type\":\"fixed\",\"name\":\"F\",\"size\":" + size + "}";
  }

  private interface Work<T> {
    Callable<T> of(int i);
  }

  private static <T> List<T> together(int times, Work<T> work) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = IntStream.rangeClosed(1, times).mapToObj(work::of).toList();
      var answers = new ArrayList<T>();
      for (var future : executor.invokeAll(calls)) {
        answers.add(future.get());
      }
      return answers;
    }
  }

  private static void produce(String key, @Nullable String value) throws Exception {
    var properties = new HashMap<String, Object>(RUNNING.clientProperties());
    var text = new StringSerializer();
    try (var producer = new KafkaProducer<String, String>(properties, text, text)) {
      producer.send(new ProducerRecord<>("_schemas", key, value)).get();
    }
  }

  private static void createTopic(int partitions, String policy) throws Exception {
    try (var admin = Admin.create(new HashMap<String, Object>(RUNNING.clientProperties()))) {
      var topic = new NewTopic("_schemas", partitions, (short) 1);
      admin.createTopics(List.of(topic.configs(Map.of("cleanup.policy", policy)))).all().get();
      eventually("the broker knows the new topic", () -> known(admin));
    }
  }

  private static void deleteTopic() throws Exception {
    try (var admin = Admin.create(new HashMap<String, Object>(RUNNING.clientProperties()))) {
      if (known(admin)) {
        admin.deleteTopics(List.of("_schemas")).all().get();
        eventually("the broker forgets the topic", () -> !known(admin));
      }
    }
  }

  /// The broker that answers may learn later than the controller that makes and deletes topics.
  private static boolean known(Admin admin) {
    return admin
        .listTopics()
        .names()
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .contains("_schemas");
  }
}
