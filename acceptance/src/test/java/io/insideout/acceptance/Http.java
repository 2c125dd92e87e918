package io.insideout.acceptance;

import io.insideout.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A real HTTP client at a door.
public final class Http {
  /// Longer than any answer may take: a call that hangs fails instead of the build.
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(70);

  private final HttpClient client;
  private final URI door;

  Http(URI door) {
    this(door, HttpClient.newBuilder());
  }

  /// @param from an address of this machine that it comes from
  Http(URI door, InetAddress from) {
    this(door, HttpClient.newBuilder().localAddress(from));
  }

  private Http(URI door, HttpClient.Builder client) {
    this.client = client.version(HttpClient.Version.HTTP_1_1).build();
    this.door = door;
  }

  /// @param headers names and values in turn
  public Reply get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  public Reply put(String path, String body) {
    return send("PUT", path, body);
  }

  public Reply delete(String path) {
    return send("DELETE", path, null);
  }

  public Reply post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  /// Places an order.
  ///
  /// @return its id
  public String place(String body, String... headers) {
    return post("/api/orders", body, headers).expect(202).json().path("orderId").asText();
  }

  /// Places an order of one line for a guest, waits for its decision.
  public Reply settled(String orderId) {
    return get("/api/orders/" + orderId + "?wait=settled&timeout=30s").expect(200);
  }

  /// An order that was validated, once it is paid.
  public Reply paid(String orderId) {
    Eventually.eventually(
        "order " + orderId + " is paid",
        () -> get("/api/orders/" + orderId).state().equals("PAID"));
    return get("/api/orders/" + orderId).expect(200);
  }

  /// @param headers names and values in turn
  Reply send(String method, String path, @Nullable String body, String... headers) {
    try {
      return reply(client.send(request(method, path, body, headers), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted during " + method + " " + path, e);
    }
  }

  CompletableFuture<Reply> getLater(String path) {
    return client
        .sendAsync(request("GET", path, null), BodyHandlers.ofString())
        .thenApply(Http::reply);
  }

  CompletableFuture<Reply> postLater(String path, String body, String... headers) {
    return client
        .sendAsync(request("POST", path, body, headers), BodyHandlers.ofString())
        .thenApply(Http::reply);
  }

  private HttpRequest request(
      String method, String path, @Nullable String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(door + path))
            .timeout(ENDS_WITHIN)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  private static Reply reply(HttpResponse<String> response) {
    return new Reply(response.statusCode(), response.headers().map(), response.body());
  }
}
