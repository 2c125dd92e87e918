package io.insideout.services.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A subscriber that keeps what it is sent, and answers as a test wants it.
final class StubSubscriber implements AutoCloseable {
  /// Says nothing, and holds the connection.
  static final int SILENT = 0;

  /// Ends the connection.
  static final int CUT = -1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Received> received = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile Behaviour behaviour = (_, _) -> 200;

  /// An event as it came.
  record Received(String id, String timestamp, String signature, String contentType, byte[] body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError(new String(body, UTF_8), e);
      }
    }

    String orderId() {
      return json().path("data").path("orderId").asText();
    }

    /// As `order/version`.
    String what() {
      return orderId() + "/" + json().path("data").path("version").asInt();
    }

    /// Whether a secret has signed it, by the words of the standard.
    boolean isSignedBy(String secret) {
      try {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed = id + "." + timestamp + "." + new String(body, UTF_8);
        String expected =
            "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        return List.of(signature.split(" ")).contains(expected);
      } catch (java.security.GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  /// Says what is answered.
  interface Behaviour {
    /// @param attempt how often this event has come, this time included
    /// @return a status, or one of the above
    int answer(Received event, int attempt) throws InterruptedException;
  }

  StubSubscriber() throws IOException {
    this(0);
  }

  StubSubscriber(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  StubSubscriber answering(Behaviour other) {
    behaviour = other;
    return this;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  /// All that came, each time that it came.
  synchronized List<Received> received() {
    return List.copyOf(received);
  }

  /// What came of an order, as `order/version`.
  List<String> of(String orderId) {
    return received().stream()
        .filter(event -> event.orderId().equals(orderId))
        .map(Received::what)
        .toList();
  }

  /// The ids of what came of an order.
  Stream<String> ids(String orderId) {
    return received().stream().filter(event -> event.orderId().equals(orderId)).map(Received::id);
  }

  private synchronized int keep(Received event) {
    received.add(event);
    return (int) received.stream().filter(one -> one.id().equals(event.id())).count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Received event =
        new Received(
            header(exchange, "webhook-id"),
            header(exchange, "webhook-timestamp"),
            header(exchange, "webhook-signature"),
            header(exchange, "Content-Type"),
            exchange.getRequestBody().readAllBytes());
    int attempt = keep(event);
    try {
      int status = behaviour.answer(event, attempt);
      if (status == CUT) {
        exchange.close();
      } else if (status != SILENT) {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
      }
    } catch (InterruptedException e) {
      exchange.close();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    return String.valueOf(exchange.getRequestHeaders().getFirst(name));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
