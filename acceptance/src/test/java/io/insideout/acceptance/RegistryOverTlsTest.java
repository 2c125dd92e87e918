package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.RunFile;
import io.insideout.testkit.TestAuthority;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parts and commands in processes of their own, about a registry that speaks TLS and knows who may
/// write by a password, as their environment says.
@Tag("long")
class RegistryOverTlsTest {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String ORDER =
      """
      {"cardToken": "card", "lines": [{"sku": "LOCK", "quantity": 1}]}""";

  @TempDir Path directory;
  private TestAuthority authority;
  private SSLContext before;

  @BeforeEach
  void believe() throws Exception {
    before = SSLContext.getDefault();
    authority = TestAuthority.in(directory.resolve("authority"));
    SSLContext.setDefault(authority.believing());
  }

  @AfterEach
  void believeAsBefore() {
    SSLContext.setDefault(before);
  }

  @Test
  void who_believes_it_and_has_the_password_works_with_it_and_who_does_not_believe_is_told_how_to()
      throws Exception {
    Cli cli = new Cli(directory, environment());
    try (Cli.Running log = run(cli, "log", "--kafka-port", "0", "--registry-port", "0")) {
      RunFile at = up(log, "log");
      assertThat(at.registry()).startsWith("https://localhost:");
      try (Cli.Running services = run(cli, "orders", "inventory", "fraud", "details", "sql");
          Cli.Running products = run(cli, "products", "payments", "console")) {
        Http desk = new Http(URI.create(up(products, "products-payments-console").http()));
        desk.put("/api/products/LOCK", "{\"description\": \"A lock\", \"listPrice\": \"2.50\"}")
            .expect(200);
        assertThat(desk.get("/api/schemas").expect(200).body()).contains("products-value");

        URI door = URI.create(up(services, "orders-inventory-fraud-details-sql").http());
        Http http = new Http(door);
        http.put("/api/stock/LOCK", "{\"onHand\": 3}").expect(200);
        String order = http.place(ORDER);
        eventually("it is paid", () -> http.get("/api/orders/" + order).state().equals("PAID"));
        try (SqlStream stream =
            SqlStream.ask(
                door,
                "SELECT order_id FROM orders WHERE state = 'PAID';",
                Map.of("untilNow", true))) {
          assertThat(stream.whole().rows()).as(stream.lines().toString()).contains(List.of(order));
        }
      }
      assertThat(ended(0, verify(cli, at, at.registry()))).contains("hold");
      unbelieversAreTold(at);
    }
  }

  private void unbelieversAreTold(RunFile at) throws Exception {
    String plain = at.registry().replace("https:", "http:");
    assertThat(ended(3, verify(new Cli(directory, environment()), at, plain)))
        .contains("speaks TLS", "https://")
        .doesNotContain("\tat ", "should not have happened");

    Map<String, String> unbelieving = environment();
    unbelieving.remove("INSIDEOUT_TLS_CA");
    Cli stranger = new Cli(directory, unbelieving);
    for (Cli.Running told : List.of(verify(stranger, at, at.registry()), run(stranger, "email"))) {
      assertThat(ended(3, told))
          .contains("INSIDEOUT_TLS_CA")
          .doesNotContain("\tat ", "should not have happened");
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment =
        new HashMap<>(
            authority.settings().entrySet().stream()
                .collect(
                    toMap(
                        one ->
                            "INSIDEOUT_" + one.getKey().toUpperCase(Locale.ROOT).replace('-', '_'),
                        Map.Entry::getValue)));
    environment.put("INSIDEOUT_REGISTRY_PASSWORD", "geheim");
    return environment;
  }

  private Cli.Running run(Cli cli, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data", directory.resolve("data").toString()));
    return cli.start(all.toArray(String[]::new));
  }

  private static Cli.Running verify(Cli cli, RunFile at, String registry) throws IOException {
    return cli.start(
        "verify", "--bootstrap-servers", at.bootstrapServers(), "--registry", registry);
  }

  private RunFile up(Cli.Running part, String name) {
    Path place = directory.resolve("data/parts").resolve(name);
    eventually(
        name + " is up, or ends",
        () -> Files.exists(place.resolve("run.json")) || !part.process().isAlive());
    assertThat(part.process().isAlive()).as(part.printed()).isTrue();
    return RunFile.look(place).orElseThrow();
  }

  private static String ended(int code, Cli.Running command) throws InterruptedException {
    try (command) {
      assertThat(command.exitCode(SOON)).as(command.printed()).isEqualTo(code);
      return command.printed();
    }
  }
}
