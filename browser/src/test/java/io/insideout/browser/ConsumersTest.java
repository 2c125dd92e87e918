package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The groups that read the log.
@ExtendWith({OneSystem.class, Chromium.class})
class ConsumersTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)> 'group'";

  private final TestSystem system;
  private final Browser browser;

  ConsumersTest(TestSystem system, Browser browser) {
    this.system = system;
    this.browser = browser;
  }

  @Test
  void a_group_is_shown_with_its_members_and_leads_to_the_topics_that_it_reads() {
    Wares.putOut(system);
    Wares.order(system, "consumers-page");
    try (Window window = Window.open(browser, system.url()).at("/consumers")) {
      Page page = window.page();
      window.link("inventory").click();

      assertThat(page.locator("h1")).hasText("inventory");
      assertThat(page.locator(".facts")).containsText("Stable");
      assertThat(page.locator(".facts")).containsText("nothing waits");
      assertThat(page.locator(".facts")).containsText("Kafka Streams");
      assertThat(page.locator(".json")).containsText("./insideout rewind inventory");
      window.link("orders/0").click();
      assertThat(page.locator("h1")).hasText("orders");
    }
  }

  @Test
  void how_many_records_wait_for_a_group_is_counted_and_its_name_is_text() {
    Strange strange = Strange.topic(system, "consumers-page-strange");
    strange.write("k", "v", 3);
    try (Consumer<byte[], byte[]> member =
        new KafkaConsumer<>(
            system
                .log()
                .with(
                    Map.of(
                        "group.id",
                        HOSTILE,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false,
                        "max.poll.records",
                        1)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      member.subscribe(List.of(strange.topic()));
      while (member.poll(Duration.ofMillis(200)).isEmpty()) {
        // Its partitions come some polls later.
      }
      member.commitSync();
    }
    try (Window window = Window.open(browser, system.url()).at("/consumers")) {
      Page page = window.page();
      window.link(HOSTILE).click();

      assertThat(page.locator("h1")).hasText(HOSTILE);
      assertThat(page.locator(".facts")).containsText("2 wait");
      strange.write("k", "v", 1);
      assertThat(page.locator(".facts")).containsText("3 wait");
      assertThat(page.locator(".json")).containsText("'\\''group'\\'''");
    }
  }
}
