package io.insideout.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.view.Sight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class GatheringTest {
  private static final int PARTITIONS = 5;

  private static String cursor(String entry) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(entry.getBytes(UTF_8));
  }

  private static String entry(String cursor) {
    return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
  }

  /// A page of a share as an instance tells it.
  private static Answer page(List<String> entries, int limit, @Nullable String after) {
    List<String> from =
        entries.stream()
            .sorted()
            .filter(e -> after == null || e.compareTo(entry(after)) >= 0)
            .toList();
    List<String> page = from.stream().limit(limit).toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("orders", page.stream().map(e -> Map.of("id", e)).toList());
    if (from.size() > limit) {
      body.put("nextCursor", cursor(from.get(limit)));
    }
    body.put(
        "part",
        Map.of("limit", limit, "cursors", page.stream().map(GatheringTest::cursor).toList()));
    return Answer.json(body);
  }

  private static JsonNode json(Answer answer) {
    return answer.content() instanceof Answer.Content.Whole(var bytes)
        ? readable(bytes)
        : Json.read("{}".getBytes(UTF_8), JsonNode.class);
  }

  private static JsonNode readable(byte[] bytes) {
    try {
      return new ObjectMapper().readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void it_is_as_old_as_its_oldest_part() {
    Gathering gathering = new Gathering();
    gathering.take("0/3", at("2026-11-29T11:32:22.100Z"));
    gathering.take("1/3", at("2026-11-29T11:32:22Z"));

    Optional<Answer> whole = gathering.take("2/3", at("2026-11-29T11:32:23Z"));

    assertThat(whole.orElseThrow().headers())
        .containsEntry(Sight.AS_OF, "2026-11-29T11:32:22Z")
        .doesNotContainKey(Sight.SHARE);
  }

  @Test
  void its_age_is_not_told_where_one_does_not_say_its_own() {
    Gathering gathering = new Gathering();
    gathering.take("0/3", at("2026-11-29T11:32:22Z"));
    gathering.take("1/3", page(List.of(), 1, null));

    Optional<Answer> whole = gathering.take("2/3", at("2026-11-29T11:32:23Z"));

    assertThat(whole.orElseThrow().headers()).doesNotContainKey(Sight.AS_OF);
  }

  @Test
  void a_text_may_be_longer_than_any_that_callers_send() {
    String text = "e".repeat(20_000);

    Answer whole = new Gathering().take("0/1", page(List.of(text), 1, null)).orElseThrow();

    assertThat(json(whole).at("/orders/0/id").asText()).isEqualTo(text);
  }

  @Test
  void who_tells_nothing_makes_it_no_older() {
    Gathering gathering = new Gathering();
    gathering.take("/1", page(List.of(), 1, null));

    Optional<Answer> whole = gathering.take("0/1", at("2026-11-29T11:32:22Z"));

    assertThat(whole.orElseThrow().headers()).containsEntry(Sight.AS_OF, "2026-11-29T11:32:22Z");
  }

  private static Answer at(String time) {
    Answer page = page(List.of(), 1, null);
    return new Answer(page.status(), page.contentType(), Map.of(Sight.AS_OF, time), page.content());
  }

  @Test
  void it_asks_for_what_is_not_told_yet() {
    Gathering gathering = new Gathering();
    assertThat(gathering.without()).isEqualTo("none");

    assertThat(gathering.take("0,3/4", page(List.of(), 10, null))).isEmpty();
    assertThat(gathering.without()).isEqualTo("0,3");
    assertThat(gathering.take("/4", page(List.of(), 10, null))).isEmpty();
    assertThat(gathering.take("1,2/4", page(List.of(), 10, null))).isPresent();
  }

  /// Whatever is where: pages put together are the pages of the whole.
  @RepeatedTest(200)
  void page_by_page_it_is_the_whole_list(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Map<String, Integer> partitionOf = new TreeMap<>();
    int many = random.nextInt(40);
    for (int i = 0; i < many; i++) {
      partitionOf.put("%03d".formatted(random.nextInt(1_000)), random.nextInt(PARTITIONS));
    }
    int limit = 1 + random.nextInt(8);

    List<String> seen = new ArrayList<>();
    @Nullable String after = null;
    do {
      JsonNode page = json(gathered(partitionOf, limit, after, random));
      assertThat(page.has("part")).isFalse();
      assertThat(page.path("orders").size()).isLessThanOrEqualTo(limit);
      page.path("orders").forEach(order -> seen.add(order.path("id").asText()));
      assertThat(seen).hasSizeLessThanOrEqualTo(partitionOf.size());
      after = page.has("nextCursor") ? page.path("nextCursor").asText() : null;
    } while (after != null);

    assertThat(seen).containsExactlyElementsOf(partitionOf.keySet());
  }

  private static Answer gathered(
      Map<String, Integer> partitionOf, int limit, @Nullable String after, Random random) {
    Gathering gathering = new Gathering();
    int first = random.nextInt(PARTITIONS);
    Optional<Answer> whole = Optional.empty();
    for (int p = 0; whole.isEmpty(); p += 2) {
      List<Integer> share = new ArrayList<>();
      for (int q = p; q < Math.min(p + 2, PARTITIONS); q++) {
        share.add((first + q) % PARTITIONS);
      }
      List<String> entries =
          partitionOf.entrySet().stream()
              .filter(one -> share.contains(one.getValue()))
              .map(Map.Entry::getKey)
              .toList();
      String told = String.join(",", share.stream().map(String::valueOf).toList());
      whole = gathering.take(told + "/" + PARTITIONS, page(entries, limit, after));
    }
    return whole.orElseThrow();
  }
}
