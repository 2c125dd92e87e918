package io.insideout.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.catalog.Topics;
import io.insideout.runtime.Secret;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.schema.RegistryLogin;
import io.insideout.runtime.schema.Schemas;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A registry that was told who may write.
class WriteLockTest {
  private static final String SCHEMA = "\"int\"";

  @RegisterExtension static final RunningRegistry RUNNING = new RunningRegistry();

  private SchemaRegistry locked;
  private RestClient anybody;

  @SuppressWarnings("NullAway.Init") // see start
  WriteLockTest() {}

  @BeforeEach
  void start() throws InterruptedException {
    locked =
        new SchemaRegistry(
            RUNNING.clientProperties(),
            "127.0.0.1",
            0,
            Optional.of(login("right: ü")),
            Optional.empty());
    locked.start();
    anybody = new RestClient(locked.url());
  }

  @AfterEach
  void close() {
    locked.close();
  }

  private static RegistryLogin login(String password) {
    return new RegistryLogin("insideout", new Secret("PASSWORD", password));
  }

  private Schemas schemas(Optional<RegistryLogin> login) {
    return Schemas.at(locked.url(), login);
  }

  @Test
  void nobody_else_changes_anything_and_everybody_reads() {
    schemas(Optional.of(login("right: ü"))).register(List.of(Topics.STOCK));

    assertThat(anybody.register("stock-value", SCHEMA).error()).isEqualTo("401/401");
    assertThat(anybody.register("mine", SCHEMA).message()).contains("INSIDEOUT_REGISTRY_PASSWORD");
    assertThat(anybody.delete("/subjects/stock-value").error()).isEqualTo("401/401");
    assertThat(anybody.put("/config", "{\"compatibility\": \"NONE\"}").error())
        .isEqualTo("401/401");
    assertThat(anybody.post("/nowhere", "{}").error()).isEqualTo("401/401");

    assertThat(anybody.lookup("stock-value", SCHEMA).status()).isEqualTo(404);
    assertThat(
            anybody
                .post(
                    "/compatibility/subjects/stock-value/versions/latest",
                    "{\"schema\": \"\\\"int\\\"\"}")
                .text())
        .startsWith("200 {\"is_compatible\":false");
    assertThat(anybody.get("/subjects").text()).isEqualTo("200 [\"stock-value\"]");
    assertThat(anybody.get("/subjects/stock-value/versions/latest").status()).isEqualTo(200);
    assertThat(anybody.get("/config").text())
        .isEqualTo("200 {\"compatibilityLevel\":\"BACKWARD\"}");
  }

  @Test
  void a_service_without_the_password_or_with_a_wrong_one_is_told_so() {
    for (Optional<RegistryLogin> wrong :
        List.of(Optional.<RegistryLogin>empty(), Optional.of(login("wrong")))) {
      assertThatThrownBy(() -> schemas(wrong).register(List.of(Topics.ORDERS)))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("INSIDEOUT_REGISTRY_PASSWORD");
    }
  }

  @Test
  void the_environment_says_it_and_nothing_shows_it() {
    assertThat(RegistryLogin.of(Map.of())).isEmpty();
    RegistryLogin login =
        RegistryLogin.of(Map.of("INSIDEOUT_REGISTRY_PASSWORD", "right: ü")).orElseThrow();
    assertThat(login.is(login("right: ü").authorization())).isTrue();
    assertThat(login.is(login("right").authorization())).isFalse();
    assertThat(login.is("")).isFalse();
    assertThat(login).asString().doesNotContain("right");
    assertThat(
            RegistryLogin.of(
                    Map.of("INSIDEOUT_REGISTRY_USER", "me", "INSIDEOUT_REGISTRY_PASSWORD", "mine"))
                .orElseThrow()
                .authorization())
        .isEqualTo("Basic bWU6bWluZQ==");
  }
}
