package io.insideout.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a client of Confluent's registry expects, request by request.
class RestApiTest {
  private static final String INT = "\"int\"";
  private static final String STRING = "\"string\"";

  @RegisterExtension static final RunningRegistry RUNNING = new RunningRegistry();

  private final RestClient rest = RUNNING.client();

  @Test
  void a_schema_is_registered_found_and_listed() {
    var schema = "{\"type\": \"array\",   \"items\": \"long\"}";
    var canonical = "{\"type\":\"array\",\"items\":\"long\"}";
    var registered = rest.register("found-value", schema);
    int id = registered.body().path("id").asInt();
    assertThat(registered.status()).isEqualTo(200);
    assertThat(registered.contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
    assertThat(rest.register("found-value", canonical).body().path("id").asInt()).isEqualTo(id);

    assertThat(rest.get("/subjects?subjectPrefix=found").text()).isEqualTo("200 [\"found-value\"]");
    assertThat(rest.get("/subjects?subjectPrefix=:*:found").text())
        .isEqualTo("200 [\"found-value\"]");
    assertThat(rest.get("/subjects/found-value/versions").text()).isEqualTo("200 [1]");
    var whole = rest.get("/subjects/found-value/versions/1").body();
    assertThat(whole.path("subject").asText()).isEqualTo("found-value");
    assertThat(whole.path("version").asInt()).isEqualTo(1);
    assertThat(whole.path("id").asInt()).isEqualTo(id);
    assertThat(whole.path("schema").asText()).isEqualTo(canonical);
    assertThat(rest.get("/subjects/found-value/versions/latest").body()).isEqualTo(whole);
    assertThat(rest.get("/subjects/found-value/versions/-1").body()).isEqualTo(whole);
    assertThat(rest.lookup("found-value", schema).body()).isEqualTo(whole);
    assertThat(rest.get("/subjects/found-value/versions/1/schema").text())
        .isEqualTo("200 " + canonical);
    assertThat(rest.get("/subjects/found-value/versions/1/referencedby").text())
        .isEqualTo("200 []");

    assertThat(rest.get("/schemas/ids/" + id).body().path("schema").asText()).isEqualTo(canonical);
    assertThat(rest.get("/schemas/ids/" + id + "/schema").text()).isEqualTo("200 " + canonical);
    assertThat(rest.get("/schemas/ids/" + id + "/subjects").text())
        .isEqualTo("200 [\"found-value\"]");
    assertThat(rest.get("/schemas/ids/" + id + "/versions").text())
        .isEqualTo("200 [{\"subject\":\"found-value\",\"version\":1}]");
  }

  @Test
  void the_small_things_answer_too() {
    assertThat(rest.get("/").text()).isEqualTo("200 {}");
    assertThat(rest.get("/schemas/types").text()).isEqualTo("200 [\"AVRO\"]");
    assertThat(rest.get("/mode").text()).isEqualTo("200 {\"mode\":\"READWRITE\"}");
    assertThat(rest.get("/mode/x?defaultToGlobal=true").text())
        .isEqualTo("200 {\"mode\":\"READWRITE\"}");
    assertThat(rest.get("/mode/x").error()).isEqualTo("404/40409");
    assertThat(rest.put("/mode", "{\"mode\":\"IMPORT\"}").error()).isEqualTo("422/42205");
  }

  @Test
  void one_schema_has_one_id_in_two_subjects() {
    var schema = "{\"type\":\"map\",\"values\":\"bytes\"}";
    int id = rest.register("twins-b", schema).body().path("id").asInt();
    assertThat(rest.register("twins-a", schema).body().path("id").asInt()).isEqualTo(id);
    assertThat(rest.get("/schemas/ids/" + id + "/subjects").text())
        .isEqualTo("200 [\"twins-a\",\"twins-b\"]");
    rest.delete("/subjects/twins-a");
    assertThat(rest.get("/schemas/ids/" + id + "/subjects").text()).isEqualTo("200 [\"twins-b\"]");
    assertThat(rest.get("/schemas/ids/" + id + "/subjects?deleted=true").text())
        .isEqualTo("200 [\"twins-a\",\"twins-b\"]");
  }

  @Test
  void a_subject_may_have_any_printable_name() {
    for (var encoded : new String[] {"a%2Fb", "a%20b+c", "%C3%A9t%C3%A9", "a:b~c;d", "%25"}) {
      assertThat(rest.register(encoded, INT).status()).as(encoded).isEqualTo(200);
      assertThat(rest.get("/subjects/" + encoded + "/versions").text()).isEqualTo("200 [1]");
    }
    assertThat(rest.get("/subjects").text())
        .contains("\"a/b\"", "\"a b+c\"", "\"été\"", "\"a:b~c;d\"", "\"%\"");
    assertThat(rest.register("a%00b", INT).error()).isEqualTo("422/42208");
    assertThat(rest.register("%20", INT).error()).isEqualTo("422/42208");
  }

  @Test
  void what_is_missing_is_named_by_its_code() {
    rest.register("missing", INT);
    assertThat(rest.get("/subjects/nobody/versions").error()).isEqualTo("404/40401");
    assertThat(rest.get("/subjects/nobody/versions/1").error()).isEqualTo("404/40401");
    assertThat(rest.lookup("nobody", INT).error()).isEqualTo("404/40401");
    assertThat(rest.delete("/subjects/nobody").error()).isEqualTo("404/40401");
    assertThat(rest.delete("/subjects/nobody/versions/1").error()).isEqualTo("404/40401");
    assertThat(rest.delete("/config/nobody").error()).isEqualTo("404/40401");
    assertThat(rest.get("/subjects/missing/versions/2").error()).isEqualTo("404/40402");
    assertThat(rest.delete("/subjects/missing/versions/2").error()).isEqualTo("404/40402");
    assertThat(rest.lookup("missing", STRING).error()).isEqualTo("404/40403");
    assertThat(rest.get("/schemas/ids/99999").error()).isEqualTo("404/40403");
    assertThat(rest.get("/schemas/ids/99999/subjects").error()).isEqualTo("404/40403");
    assertThat(rest.get("/schemas/ids/what").error()).isEqualTo("404/40403");
    assertThat(rest.get("/config/missing").error()).isEqualTo("404/40408");
  }

  @Test
  void a_version_that_cannot_be_one_is_told() {
    for (var version : new String[] {"0", "-2", "x", "2147483648", "Latest", "1.0"}) {
      assertThat(rest.get("/subjects/any/versions/" + version).error()).isEqualTo("422/42202");
      assertThat(rest.delete("/subjects/any/versions/" + version).error()).isEqualTo("422/42202");
    }
  }

  @Test
  void a_subject_is_deleted_softly_then_for_good() {
    int id =
        rest.register("gone", "{\"type\":\"array\",\"items\":\"int\"}").body().path("id").asInt();
    rest.put("/config/gone", "{\"compatibility\":\"NONE\"}");
    rest.register("gone", STRING);
    assertThat(rest.delete("/subjects/gone?permanent=true").error()).isEqualTo("404/40405");
    assertThat(rest.delete("/subjects/gone").text()).isEqualTo("200 [1,2]");
    assertThat(rest.delete("/subjects/gone").error()).isEqualTo("404/40404");
    assertThat(rest.get("/subjects?subjectPrefix=gone").text()).isEqualTo("200 []");
    assertThat(rest.get("/subjects?subjectPrefix=gone&deleted=true").text())
        .isEqualTo("200 [\"gone\"]");
    assertThat(rest.get("/subjects/gone/versions").error()).isEqualTo("404/40401");
    assertThat(rest.get("/subjects/gone/versions?deleted=true").text()).isEqualTo("200 [1,2]");
    assertThat(rest.get("/subjects/gone/versions/1?deleted=true").status()).isEqualTo(200);
    assertThat(rest.lookup("gone", STRING).error()).isEqualTo("404/40401");
    assertThat(rest.post("/subjects/gone?deleted=true", RestClient.schemaBody(STRING)).status())
        .isEqualTo(200);
    assertThat(rest.get("/config/gone").error()).isEqualTo("404/40408");
    assertThat(rest.get("/schemas/ids/" + id).status()).isEqualTo(200);
    assertThat(rest.delete("/subjects/gone?permanent=true").text()).isEqualTo("200 [1,2]");
    assertThat(rest.get("/subjects?subjectPrefix=gone&deleted=true").text()).isEqualTo("200 []");
    assertThat(rest.get("/schemas/ids/" + id).error()).isEqualTo("404/40403");
    assertThat(rest.delete("/subjects/gone?permanent=true").error()).isEqualTo("404/40401");
  }

  @Test
  void a_version_is_deleted_softly_then_for_good() {
    rest.put("/config/thin", "{\"compatibility\":\"NONE\"}");
    rest.register("thin", INT);
    rest.register("thin", STRING);
    assertThat(rest.delete("/subjects/thin/versions/1?permanent=true").error())
        .isEqualTo("404/40407");
    assertThat(rest.delete("/subjects/thin/versions/1").text()).isEqualTo("200 1");
    assertThat(rest.delete("/subjects/thin/versions/1").error()).isEqualTo("404/40406");
    assertThat(rest.get("/subjects/thin/versions").text()).isEqualTo("200 [2]");
    assertThat(rest.get("/subjects/thin/versions/1").error()).isEqualTo("404/40402");
    assertThat(rest.delete("/subjects/thin/versions/1?permanent=true").text()).isEqualTo("200 1");
    assertThat(rest.get("/subjects/thin/versions?deleted=true").text()).isEqualTo("200 [2]");
    assertThat(rest.delete("/subjects/thin/versions/latest").text()).isEqualTo("200 2");
    assertThat(rest.get("/subjects/thin/versions").error()).isEqualTo("404/40401");
    assertThat(rest.delete("/subjects/thin/versions/latest?permanent=true").text())
        .isEqualTo("200 2");
  }

  @Test
  void levels_are_kept_for_the_registry_and_for_subjects() {
    assertThat(rest.get("/config").text()).isEqualTo("200 {\"compatibilityLevel\":\"BACKWARD\"}");
    assertThat(rest.put("/config", "{\"compatibility\":\"FULL\"}").text())
        .isEqualTo("200 {\"compatibility\":\"FULL\"}");
    assertThat(rest.get("/config").text()).isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
    assertThat(rest.get("/config/levels?defaultToGlobal=true").text())
        .isEqualTo("200 {\"compatibilityLevel\":\"FULL\"}");
    assertThat(rest.put("/config/levels", "{\"compatibility\":\"forward_transitive\"}").text())
        .isEqualTo("200 {\"compatibility\":\"FORWARD_TRANSITIVE\"}");
    assertThat(rest.get("/config/levels").text())
        .isEqualTo("200 {\"compatibilityLevel\":\"FORWARD_TRANSITIVE\"}");
    assertThat(rest.delete("/config/levels").text())
        .isEqualTo("200 {\"compatibility\":\"FORWARD_TRANSITIVE\"}");
    assertThat(rest.get("/config/levels").error()).isEqualTo("404/40408");
    assertThat(rest.delete("/config").text()).isEqualTo("200 {\"compatibility\":\"FULL\"}");
    assertThat(rest.get("/config").text()).isEqualTo("200 {\"compatibilityLevel\":\"BACKWARD\"}");
    for (var body : new String[] {"{\"compatibility\":\"SOME\"}", "{}", "{\"compatibility\":7}"}) {
      assertThat(rest.put("/config", body).error()).isEqualTo("422/42203");
    }
  }

  @Test
  void an_incompatible_schema_is_refused_with_the_reason() {
    rest.register("strict", STRING);
    var refused = rest.register("strict", INT);
    assertThat(refused.error()).isEqualTo("409/409");
    assertThat(refused.message())
        .contains("\"strict\"", "BACKWARD", "is int in the new schema and string in version 1");
    assertThat(rest.get("/subjects/strict/versions").text()).isEqualTo("200 [1]");
  }

  @Test
  void compatibility_can_be_asked_before() {
    rest.register("asked", STRING);
    var body = RestClient.schemaBody(INT);
    var path = "/compatibility/subjects/asked/versions";
    assertThat(rest.post(path + "/latest", body).text()).isEqualTo("200 {\"is_compatible\":false}");
    assertThat(rest.post(path, body).text()).isEqualTo("200 {\"is_compatible\":false}");
    assertThat(rest.post(path + "/1?verbose=true", body).body().path("messages").path(0).asText())
        .contains("is int in the new schema");
    assertThat(rest.post(path + "/1?verbose=true", RestClient.schemaBody(STRING)).text())
        .isEqualTo("200 {\"is_compatible\":true,\"messages\":[]}");
    assertThat(rest.post(path + "/2", body).error()).isEqualTo("404/40402");
    assertThat(rest.post(path + "/x", body).error()).isEqualTo("422/42202");
    var unknown = "/compatibility/subjects/unasked/versions";
    assertThat(rest.post(unknown, body).text()).isEqualTo("200 {\"is_compatible\":true}");
    assertThat(rest.post(unknown + "/latest", body).text())
        .isEqualTo("200 {\"is_compatible\":true}");
    assertThat(rest.post(unknown + "/1", body).error()).isEqualTo("404/40401");
  }
}
