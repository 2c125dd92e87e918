package io.insideout.services.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.catalog.Webhook;
import io.insideout.runtime.Secret;
import io.insideout.runtime.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Webhook WEBHOOK =
      WebhookRow.made(
          new WebhookDesk.Asked(
              new WebhookRequest("https://shop.example/", null, null).check(), true, null, "f"),
          "0",
          List.of(),
          NOW);

  @TempDir private Path directory;

  private static Secrets secrets(String master) {
    Secrets secrets = new Secrets(() -> new Secret("test", master));
    secrets.open();
    return secrets;
  }

  @Test
  void aSecretIsTheSameWhereverItIsDerived() {
    assertThat(secrets("a").of(WEBHOOK).text())
        .isEqualTo(secrets("a").of(WEBHOOK).text())
        .startsWith("whsec_")
        .hasSizeGreaterThan("whsec_".length() + 32);
  }

  @Test
  void itIsAnotherForEachMasterSubscriptionAndVersion() {
    Webhook other = Webhook.newBuilder(WEBHOOK).setWebhookId("another").build();
    Webhook rotated = WebhookRow.rotated(WEBHOOK, "0", true, NOW);

    assertThat(
            List.of(
                secrets("a").of(WEBHOOK).text(),
                secrets("b").of(WEBHOOK).text(),
                secrets("a").of(other).text(),
                secrets("a").of(rotated).text()))
        .doesNotHaveDuplicates();
  }

  @Test
  void theFormerOneSignsForADayAsWell() {
    Secrets secrets = secrets("a");
    Webhook rotated = WebhookRow.rotated(WEBHOOK, "0", true, NOW);
    Duration day = Secrets.BOTH_FOR;

    assertThat(texts(secrets.signing(WEBHOOK, NOW))).containsExactly(secrets.of(WEBHOOK).text());
    assertThat(texts(secrets.signing(rotated, NOW.plus(day).minusMillis(1))))
        .containsExactly(secrets.of(rotated).text(), secrets.of(WEBHOOK).text());
    assertThat(texts(secrets.signing(rotated, NOW.plus(day))))
        .containsExactly(secrets.of(rotated).text());
  }

  @Test
  void aMasterSecretIsToldFromOthers() {
    Secrets secrets = secrets("a");
    Webhook ours = WebhookRow.rotated(WEBHOOK, secrets.check(), true, NOW);

    assertThat(secrets.areOf(ours)).isTrue();
    assertThat(secrets("a").areOf(ours)).isTrue();
    assertThat(secrets("b").areOf(ours)).isFalse();
    assertThat(secrets.check()).hasSize(12);
  }

  @Test
  void theEnvironmentsIsTakenBeforeAFile() {
    String given = "g".repeat(32);

    assertThat(MasterSecret.of(directory, Map.of(MasterSecret.NAME, given)).text())
        .isEqualTo(given);
    assertThat(directory).isEmptyDirectory();
    assertThatThrownBy(() -> MasterSecret.of(directory, Map.of(MasterSecret.NAME, "short")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(MasterSecret.NAME)
        .hasMessageContaining("openssl rand");
  }

  @Test
  void oneIsMadeForItsOwnerAloneAndFoundAgain() throws Exception {
    Path data = directory.resolve("data");
    String made = MasterSecret.of(data, Map.of()).text();

    assertThat(made).hasSizeGreaterThan(40);
    assertThat(MasterSecret.of(data, Map.of()).text()).isEqualTo(made);
    try (var files = Files.list(data)) {
      assertThat(files).containsExactly(data.resolve("webhook-secret"));
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("webhook-secret"))))
        .isEqualTo("rw-------");
  }

  @Test
  void whoeverComesFirstMakesTheOneForAll() throws Exception {
    List<Future<String>> found = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        found.add(threads.submit(() -> MasterSecret.of(directory, Map.of()).text()));
      }
    }
    for (Future<String> one : found) {
      assertThat(one.get()).isEqualTo(found.getFirst().get());
    }
  }

  @Test
  void aFileThatIsNoSecretIsToldOf() throws Exception {
    Files.writeString(directory.resolve("webhook-secret"), "");

    assertThatThrownBy(() -> MasterSecret.of(directory, Map.of()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("webhook-secret");
  }

  private static List<String> texts(List<SigningSecret> secrets) {
    return secrets.stream().map(SigningSecret::text).toList();
  }
}
