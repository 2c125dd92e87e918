package io.insideout.flink;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the engine answers, on the loopback interface, for those who know the token.
///
/// | asked | answered |
/// |---|---|
/// | `POST /query` | a line that names the columns, then a line for each change of a row, until whoever asked goes |
/// | `POST /explain` | how Flink would go about it |
///
/// What cannot be asked is answered with 400 and Flink's own words.
final class Door implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final int MOST_BYTES = 4 << 20;
  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads;

  private Door(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  static Door open(Engine engine, String token) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    // Flink keeps things in thread locals that grow with each thread, and takes its time on each.
    ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    server.setExecutor(threads);
    serve(server, "/query", token, (question, answer) -> new Rows(engine, question).send(answer));
    serve(
        server,
        "/explain",
        token,
        (question, answer) ->
            answer.whole(
                200,
                Map.of("plan", question.table(engine.environment(question.settings())).explain())));
    server.start();
    return new Door(server, threads);
  }

  int port() {
    return server.getAddress().getPort();
  }

  private interface Handler {
    void handle(Question question, Reply reply) throws Exception;
  }

  private static void serve(HttpServer server, String path, String token, Handler handler) {
    var _ =
        server.createContext(
            path,
            exchange -> {
              try (exchange) {
                handle(exchange, token, handler);
              }
            });
  }

  private static void handle(HttpExchange exchange, String token, Handler handler)
      throws IOException {
    Reply reply = new Reply(exchange);
    if (!isKnown(exchange.getRequestHeaders().getFirst("Authorization"), token)) {
      reply.whole(401, Map.of("error", "the token is missing"));
      return;
    }
    try {
      byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        reply.whole(413, Map.of("error", "more than %,d bytes".formatted(MOST_BYTES)));
        return;
      }
      handler.handle(JSON.readValue(body, Question.class), reply);
    } catch (IOException gone) {
      LOG.debug("whoever asked is gone", gone);
    } catch (Exception e) {
      LOG.info("what was asked cannot be answered", e);
      reply.failed(Reasons.of(e));
    }
  }

  private static boolean isKnown(@Nullable String given, String token) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8),
            ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
