package io.insideout.app.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks all processes that run a service for what it keeps. A store that is divided is in pieces
/// there, one that is whole is there as often as the service runs: a key is looked for in all of
/// them, a page is of one. Each answer names the instance that gave it.
record StoreCall(Doors doors, Forwarder forwarder) {
  static final String STORES = "/api/services/{service}/stores";
  static final String ROWS = STORES + "/{store}/rows";
  static final String FOLD = STORES + "/{store}/fold";

  private static final Logger LOG = LoggerFactory.getLogger(StoreCall.class);

  /// A row is held against the log for some seconds; a key may be in several partitions.
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> WORST_FIRST = List.of("differs", "unknown", "equal");

  /// The stores of all instances.
  Answer stores(Request request) throws InterruptedException {
    return merged(asked(request), "stores");
  }

  /// The rows of a key, wherever they are; of a page, those of the first instance that has any.
  Answer rows(Request request) throws InterruptedException {
    List<Answer> answers = asked(request);
    boolean isOfKey = request.queryNames().stream().anyMatch(List.of("key", "id")::contains);
    return isOfKey ? merged(answers, "rows") : first(answers);
  }

  /// The folds of all rows of a key. Who has no such row, and finds no record of it either, says
  /// nothing that the others do not.
  Answer fold(Request request) throws InterruptedException {
    List<Answer> answers = asked(request);
    if (answers.size() == 1) {
      return answers.getFirst();
    }
    List<JsonNode> told = answers.stream().map(StoreCall::json).toList();
    List<JsonNode> folds = told.stream().flatMap(one -> one.path("folds").valueStream()).toList();
    List<JsonNode> telling =
        folds.stream().filter(one -> !one.path("row").isNull() || !isEqual(one)).toList();
    List<JsonNode> kept = telling.isEmpty() ? folds : telling;
    Map<String, Object> merged = head(told.getFirst());
    merged.put("verdict", worst(kept));
    merged.put("folds", kept);
    return Answer.json(merged);
  }

  private static boolean isEqual(JsonNode fold) {
    return fold.path("verdict").asText().equals(WORST_FIRST.getLast());
  }

  private static String worst(List<JsonNode> folds) {
    return folds.stream()
        .map(one -> one.path("verdict").asText())
        .min(Comparator.comparingInt(WORST_FIRST::indexOf))
        .orElse(WORST_FIRST.getLast());
  }

  private static Answer merged(List<Answer> answers, String list) {
    if (answers.size() == 1) {
      return answers.getFirst();
    }
    List<JsonNode> told = answers.stream().map(StoreCall::json).toList();
    Map<String, Object> merged = head(told.getFirst());
    merged.put(list, told.stream().flatMap(one -> one.path(list).valueStream()).toList());
    return Answer.json(merged);
  }

  /// All of an answer but for what is of its instance alone.
  private static Map<String, Object> head(JsonNode told) {
    Map<String, Object> head = new LinkedHashMap<>();
    Stream.of("service", "store", "more")
        .filter(told::has)
        .forEach(name -> head.put(name, told.path(name)));
    return head;
  }

  private static Answer first(List<Answer> answers) {
    return answers.size() == 1
        ? answers.getFirst()
        : Answer.json(
            answers.stream()
                .map(StoreCall::json)
                .min(
                    Comparator.comparing((JsonNode one) -> one.path("rows").isEmpty())
                        .thenComparing(one -> one.path("instance").asText()))
                .orElseThrow());
  }

  /// What those have answered who could; there is at least one.
  ///
  /// @throws Problem 404 if the service runs nowhere, 503 if nobody answers
  private List<Answer> asked(Request request) throws InterruptedException {
    List<URI> processes = doors.all(Doors.pathOf(request.path("service")));
    if (processes.isEmpty()) {
      throw Problem.notFound(
          "no service '%s' runs in any process".formatted(request.path("service")));
    }
    List<Answer> answers = new ArrayList<>();
    List<Future<Answer>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      processes.forEach(
          door -> asked.add(threads.submit(() -> forwarder.ask(door, request, ANSWER_WITHIN))));
    }
    for (Future<Answer> one : asked) {
      answered(one, answers);
    }
    List<Answer> good = answers.stream().filter(one -> one.status() == 200).toList();
    return good.isEmpty() ? List.of(refusal(answers)) : good;
  }

  private static void answered(Future<Answer> one, List<Answer> answers)
      throws InterruptedException {
    try {
      answers.add(one.get());
    } catch (ExecutionException away) {
      LOG.debug("a process does not answer", away);
    }
  }

  /// Where nobody can answer, the best reason: who has no such store knows least.
  private static Answer refusal(List<Answer> answers) {
    return answers.stream()
        .min(Comparator.comparing((Answer one) -> one.status() == 404))
        .orElseThrow(() -> Problem.unavailable("who has this is away at this moment; try again"));
  }

  private static JsonNode json(Answer answer) {
    try {
      return JSON.readTree(bytes(answer));
    } catch (IOException e) {
      throw Problem.unavailable("the answer of a process broke off; try again");
    }
  }

  private static byte[] bytes(Answer answer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    switch (answer.content()) {
      case Answer.Content.Whole(var whole) -> bytes.writeBytes(whole);
      case Answer.Content.Streamed(var writer) -> writer.write(bytes);
    }
    return bytes.toByteArray();
  }
}
