package io.insideout.app.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks every process which services run in it. One that does not answer in time has none that
/// anybody could use.
record RollCall(Doors doors, Forwarder forwarder) {
  static final String ALL = "/api/services";
  static final String ONE = "/api/services/{service}";

  private static final Logger LOG = LoggerFactory.getLogger(RollCall.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

  /// The services of all processes, in the order of their names.
  Answer all(Request request) throws InterruptedException {
    request.allowQuery();
    List<Future<List<JsonNode>>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      doors.all().forEach(door -> asked.add(threads.submit(() -> services(door, request))));
    }
    List<JsonNode> services = new ArrayList<>();
    for (Future<List<JsonNode>> one : asked) {
      services.addAll(answered(one));
    }
    services.sort(
        Comparator.comparing((JsonNode one) -> one.path("service").asText())
            .thenComparing(one -> one.path("instance").asText()));
    return Answer.json(Map.of("services", services));
  }

  private List<JsonNode> services(URI door, Request request) throws InterruptedException {
    try {
      Answer answer = forwarder.ask(door, request, ANSWER_WITHIN);
      return answer.status() == 200 && answer.content() instanceof Answer.Content.Whole(var bytes)
          ? Json.read(bytes, JsonNode.class).path("services").valueStream().toList()
          : List.of();
    } catch (IOException | Problem away) {
      LOG.debug("{} does not say what runs there", door, away);
      return List.of();
    }
  }

  private static List<JsonNode> answered(Future<List<JsonNode>> asked) throws InterruptedException {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /// One service, as the process tells it that it runs in.
  Answer one(Request request) throws InterruptedException {
    String service = request.path("service");
    String path = Doors.pathOf(service);
    if (doors.at(path, false).isEmpty() && doors.at(path, true).isEmpty()) {
      throw Problem.notFound("no service '%s' runs in any process".formatted(service));
    }
    return forwarder.forward("GET", path, request);
  }
}
