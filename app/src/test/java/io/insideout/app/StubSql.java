package io.insideout.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The door of a system that answers SQL as it is told to; where it is told nothing, by one row.
final class StubSql implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RELATIONS =
      """
      {"relations": [
        {"name": "orders", "kind": "stream", "topic": "orders", "columns": [
          {"name": "order_id", "type": "STRING"}, {"name": "total_minor", "type": "BIGINT"}]},
        {"name": "order_validations", "kind": "stream", "topic": "order-validations", "columns": [
          {"name": "outcome", "type": "STRING"}]}]}""";

  /// What is answered, besides the head.
  interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Reply> replies = new LinkedHashMap<>();
  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger relationsAsked = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);

  StubSql() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/api/sql", this::sql);
    server.createContext("/api/sql/relations", this::relations);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Statements with these words in them are answered so.
  StubSql to(String words, Reply reply) {
    replies.put(words, reply);
    return this;
  }

  /// What was asked so far.
  List<JsonNode> asked() {
    return List.copyOf(asked);
  }

  /// The statements, without what stood before and behind.
  List<String> statements() {
    return asked.stream().map(one -> one.path("sql").asText().strip()).toList();
  }

  int relationsAsked() {
    return relationsAsked.get();
  }

  private void sql(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      asked.add(request);
      String sql = request.path("sql").asText();
      replies.entrySet().stream()
          .filter(one -> sql.contains(one.getKey()))
          .findFirst()
          .map(Map.Entry::getValue)
          .orElse(rows("\"orders\""))
          .to(exchange);
    }
  }

  private void relations(HttpExchange exchange) throws IOException {
    try (exchange) {
      relationsAsked.incrementAndGet();
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(RELATIONS.getBytes(UTF_8));
    }
  }

  /// A table of one column.
  static Reply rows(String... cells) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      OutputStream body = exchange.getResponseBody();
      body.write(
          "{\"columns\":[{\"name\":\"topic\",\"type\":\"STRING\"}],\"updates\":false}\n"
              .getBytes(UTF_8));
      for (String cell : cells) {
        body.write("{\"op\":\"+I\",\"row\":[%s]}\n".formatted(cell).getBytes(UTF_8));
      }
      body.write("{\"end\":true}\n".getBytes(UTF_8));
    };
  }

  /// What is wrong with the statement.
  static Reply refusal(String detail) {
    return exchange -> {
      exchange.sendResponseHeaders(400, 0);
      exchange.getResponseBody().write(JSON.writeValueAsBytes(Map.of("detail", detail)));
    };
  }

  /// The beginning of a table of which there is no more.
  static Reply half() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange
          .getResponseBody()
          .write("{\"columns\":[{\"name\":\"topic\",\"type\":\"STRING\"}]}\n".getBytes(UTF_8));
    };
  }

  /// One row, and then nothing more until the caller is gone.
  ///
  /// @param begin is waited for before anything is said
  /// @param gone is told that the caller is gone
  Reply endless(CountDownLatch begin, CountDownLatch gone) {
    return exchange -> {
      try {
        begin.await();
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        body.write(
            """
            {"columns":[{"name":"order_id","type":"STRING"}],"updates":false}
            {"op":"+I","row":["the first of many"]}
            """
                .getBytes(UTF_8));
        do {
          body.write('\n');
          body.flush();
        } while (!closing.await(10, TimeUnit.MILLISECONDS));
      } catch (IOException callerHasGone) {
        gone.countDown();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
