package io.insideout.services.payments;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server that keeps what it is asked, and answers what a test has laid ready.
final class StubProvider implements AutoCloseable {
  /// @param form decoded, as `name=value&...`
  record Asked(String call, String key, String bearer, String form) {}

  private record Ready(int status, String body) {}

  private final List<Asked> asked = new ArrayList<>();
  private final Queue<Ready> ready = new ArrayDeque<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  StubProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized StubProvider answers(int status, String body) {
    ready.add(new Ready(status, body));
    return this;
  }

  /// Holds the connection and says nothing.
  synchronized StubProvider isSilent() {
    ready.add(new Ready(0, ""));
    return this;
  }

  synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  private synchronized Ready keep(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
            URLDecoder.decode(body, UTF_8)));
    Ready next = ready.poll();
    return next == null ? new Ready(500, "") : next;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Ready next = keep(exchange);
    if (next.status() == 0) {
      return;
    }
    byte[] body = next.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(next.status(), body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
