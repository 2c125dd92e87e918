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
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the engine answers, on the loopback interface, for those who know the token.
///
/// | asked | answered |
/// |---|---|
/// | `POST /query` | a line that names the columns, then a line for each change of a row, until whoever asked goes |
/// | `POST /explain` | how Flink would go about it |
/// | `POST /columns` | the columns of what it gives, and how a topic would keep them |
/// | `POST /check` | nothing, if such a job could be started |
/// | `POST /start`, `POST /stop` | nothing, when the job is handed over, or has ended |
/// | `GET /jobs` | how each job is |
///
/// What cannot be asked is answered with 400 and Flink's own words.
final class Door implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final int MOST_BYTES = 4 << 20;
  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads;
  private final Engine engine;
  private final Jobs jobs;
  private final String token;

  private Door(Engine engine, String token, HttpServer server, ExecutorService threads) {
    this.engine = engine;
    this.jobs = new Jobs(engine);
    this.token = token;
    this.server = server;
    this.threads = threads;
  }

  static Door open(Engine engine, String token) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    // Flink keeps things in thread locals that grow with each thread, and takes its time on each.
    ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    server.setExecutor(threads);
    Door door = new Door(engine, token, server, threads);
    door.serveQuestions();
    door.serveJobs();
    server.start();
    return door;
  }

  private void serveQuestions() {
    serve("/query", Question.class, (question, answer) -> new Rows(engine, question).send(answer));
    serve(
        "/explain",
        Question.class,
        (question, answer) -> answer.whole(200, Map.of("plan", table(question).explain())));
    serve(
        "/columns",
        Question.class,
        (question, answer) ->
            answer.whole(
                200, Map.of("columns", ResultColumns.of(table(question).getResolvedSchema()))));
  }

  private Table table(Question question) {
    return question.table(engine.environment(question.settings()));
  }

  private void serveJobs() {
    serve(
        "/check",
        Job.class,
        (job, answer) -> {
          TableEnvironment environment = engine.environment(job.settings());
          job.tables().forEach(environment::executeSql);
          answer.whole(200, Map.of("plan", environment.explainSql(job.statement())));
        });
    serve(
        "/start",
        Job.class,
        (job, answer) -> {
          jobs.start(job);
          answer.whole(200, Map.of());
        });
    serve(
        "/stop",
        Job.class,
        (job, answer) -> {
          jobs.stop(job);
          answer.whole(200, Map.of());
        });
    serve("/jobs", Void.class, (_, answer) -> answer.whole(200, Map.of("jobs", jobs.states())));
  }

  int port() {
    return server.getAddress().getPort();
  }

  private interface Handler<T> {
    void handle(T asked, Reply reply) throws Exception;
  }

  private <T> void serve(String path, Class<T> type, Handler<T> handler) {
    var _ =
        server.createContext(
            path,
            exchange -> {
              try (exchange) {
                handle(exchange, type, handler);
              }
            });
  }

  private <T> void handle(HttpExchange exchange, Class<T> type, Handler<T> handler)
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
      handler.handle(JSON.readValue(body, type), reply);
    } catch (IOException gone) {
      LOG.debug("whoever asked is gone", gone);
    } catch (Exception e) {
      // Not the exception itself: Flink's tell all options of a table, secrets among them.
      String reason = Reasons.of(e);
      LOG.info("what was asked cannot be answered: {}", reason);
      reply.failed(reason);
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
    jobs.close();
    threads.shutdownNow();
  }
}
