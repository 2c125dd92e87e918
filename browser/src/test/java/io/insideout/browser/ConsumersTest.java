package io.insideout.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.insideout.acceptance.OneSystem;
import io.insideout.acceptance.TestSystem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The groups that read the log.
@ExtendWith({OneSystem.class, Chromium.class})
class ConsumersTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)> 'a/group'";

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
      // In which partition the order is, its id decides.
      page.locator("tbody a")
          .filter(new Locator.FilterOptions().setHasText("orders/"))
          .first()
          .click();
      assertThat(page.locator("h1")).hasText("orders");
    }
  }

  @Test
  void what_a_rewind_would_mean_is_shown_by_keyboard_and_why_it_may_not_be() {
    Wares.putOut(system);
    Wares.order(system, "consumers-rewind");
    try (Window window = Window.open(browser, system.url()).at("/consumers/inventory")) {
      Page page = window.page();
      // Where Tab leads is known when it is all there.
      assertThat(window.button("Show what it would mean")).isVisible();
      Keys keys = new Keys(page);
      keys.to("Show what it would mean").press("Enter");

      assertThat(page.locator(".rewound h3")).isFocused();
      assertThat(page.locator(".rewound tbody tr")).not().hasCount(0);
      assertThat(page.locator(".rewound .note.bad")).containsText("inventory is running");
      assertThat(page.locator(".json"))
          .hasText("./insideout rewind inventory --to-beginning --execute");
      assertThat(window.button("Put it back …")).hasCount(0);

      keys.backTo("Back to").press("ArrowDown");
      keys.press("ArrowDown");
      assertThat(page.locator("io-rewind option").last()).containsText("orders/");
      keys.to("Offset").press("Control+A").type("0").press("Enter");
      assertThat(page.locator(".rewound tbody tr")).hasCount(1);
      assertThat(page.locator(".json"))
          .hasText(
              Pattern.compile("./insideout rewind inventory --to-offset orders-[0-3]:0 --execute"));
    }
  }

  @Test
  void a_group_without_members_is_put_back_after_a_question_and_an_insistence() throws Exception {
    TopicPartition partition = new TopicPartition("orders", 0);
    String group = "rewound <b>by the page";
    try (Admin admin = system.log().admin();
        Window window = Window.open(browser, system.url())) {
      admin
          .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(3)))
          .all()
          .get();
      Page page = window.at("/consumers").page();
      window.link(group).click();
      page.getByLabel("Back to").selectOption("offset");
      window.field("Offset").fill("1");
      window.button("Show what it would mean").click();
      assertThat(page.locator(".rewound tbody tr"))
          .hasText(Pattern.compile("orders/0\\s*3\\s*1\\s*2"));
      assertThat(page.locator(".rewound .note.bad")).containsText("is not known to remember");

      window.field("That is well: do it all the same").check();
      assertThat(page.locator(".rewound .note.bad")).hasCount(0);
      assertThat(page.locator(".json")).containsText("--to-offset orders-0:1 --insist --execute");
      window.button("Put it back …").click();
      assertThat(page.locator("#sure")).isFocused();
      window.button("Leave it").click();
      assertThat(page.locator(".rewound h3")).isFocused();
      window.button("Put it back …").click();
      window.button("Put it back").last().click();

      assertThat(page.locator(".rewound h3")).containsText("reads again, once it is started");
      assertThat(page.locator("main b")).hasCount(0);
      assertThat(
              admin
                  .listConsumerGroupOffsets(group)
                  .partitionsToOffsetAndMetadata()
                  .get()
                  .get(partition)
                  .offset())
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("io.insideout.browser.AccessibilityTest#looks")
  void everybody_can_use_what_is_told_of_a_rewind(int width, ColorScheme theme) {
    Wares.putOut(system);
    Wares.order(system, "consumers-look-" + width + "-" + theme);
    try (Window window = Window.open(browser, system.url(), width, theme)) {
      Page page = window.at("/consumers/details").page();
      window.button("Show what it would mean").click();
      assertThat(page.locator(".rewound h3")).isVisible();
      AccessibilityTest.look(page, "group-rewind", width, theme);
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
      assertThat(page.locator(".json")).containsText("'\\''a/group'\\'''");
    }
  }
}
