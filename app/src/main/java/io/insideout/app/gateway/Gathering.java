package io.insideout.app.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.view.Sight;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A list that is put together of what several instances tell, each of the partitions that it keeps
/// and nobody has told before.
final class Gathering {
  private static final ObjectMapper PARTS = new ObjectMapper();
  private static final String PART = "part";
  private static final String NEXT = "nextCursor";

  private final Set<Integer> told = new TreeSet<>();
  private final List<JsonNode> parts = new ArrayList<>();
  private Map<String, String> headers = Map.of();

  /// Of the oldest part; nothing where one does not say it.
  private Optional<Instant> asOf = Optional.of(Instant.MAX);

  /// One item, and where it stands in the list.
  private record Item(String cursor, JsonNode value) {}

  /// The partitions that need not be told any more, as a header says it.
  String without() {
    return told.isEmpty()
        ? "none"
        : told.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /// Takes what an instance tells.
  ///
  /// @return the list, once there is no partition left
  /// @throws Problem 503 if it makes no sense
  Optional<Answer> take(String share, Answer answer) {
    String[] words = share.split("/", -1);
    if (words.length != 2 || !(answer.content() instanceof Answer.Content.Whole(var bytes))) {
      throw Problem.unavailable("an instance tells no list that others could be put to; try again");
    }
    Stream.of(words[0].split(","))
        .filter(word -> !word.isEmpty())
        .map(Integer::valueOf)
        .forEach(told::add);
    parts.add(json(bytes));
    headers = answer.headers();
    if (!words[0].isEmpty()) {
      Optional<Instant> ofPart = Optional.ofNullable(headers.get(Sight.AS_OF)).map(Instant::parse);
      asOf = asOf.flatMap(known -> ofPart.map(told -> told.isBefore(known) ? told : known));
    }
    return told.size() < Integer.parseInt(words[1])
        ? Optional.empty()
        : Optional.of(Answer.json(200, withoutShare(), whole()));
  }

  private Map<String, String> withoutShare() {
    Map<String, String> left = new LinkedHashMap<>(headers);
    left.remove(Sight.SHARE);
    left.remove(Sight.POSITIONS);
    left.remove(Sight.AS_OF);
    asOf.ifPresent(known -> left.put(Sight.AS_OF, known.toString()));
    return left;
  }

  /// Not as what callers send is read: an e-mail is longer than any of their texts.
  private static JsonNode json(byte[] part) {
    try {
      return PARTS.readTree(part);
    } catch (IOException e) {
      throw Problem.unavailable("an instance tells no list; try again");
    }
  }

  /// What one instance has left untold, nobody may tell for it: the page ends before the first of
  /// that.
  private Map<String, Object> whole() {
    String name = nameOfList();
    int limit = parts.stream().mapToInt(part -> part.at("/part/limit").asInt()).max().orElse(0);
    Optional<String> untold =
        parts.stream()
            .filter(part -> part.has(NEXT))
            .map(part -> part.path(NEXT).asText())
            .min(Gathering::inOrder);
    List<Item> items =
        parts.stream()
            .flatMap(part -> items(part, name))
            .filter(item -> untold.isEmpty() || inOrder(item.cursor(), untold.get()) < 0)
            .sorted(Comparator.comparing(Item::cursor, Gathering::inOrder))
            .toList();
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put(name, items.stream().limit(limit).map(Item::value).toList());
    items.stream()
        .skip(limit)
        .findFirst()
        .map(Item::cursor)
        .or(() -> untold)
        .ifPresent(next -> whole.put(NEXT, next));
    return whole;
  }

  private String nameOfList() {
    return parts.getFirst().properties().stream()
        .filter(field -> field.getValue().isArray())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Item> items(JsonNode part, String name) {
    JsonNode values = part.path(name);
    JsonNode cursors = part.path(PART).path("cursors");
    return IntStream.range(0, values.size())
        .mapToObj(i -> new Item(cursors.path(i).asText(), values.get(i)));
  }

  /// As the entries stand in the list.
  private static int inOrder(String one, String other) {
    Base64.Decoder decoder = Base64.getUrlDecoder();
    return Arrays.compareUnsigned(decoder.decode(one), decoder.decode(other));
  }
}
