package io.insideout.services.payments;

import io.insideout.runtime.Secret;
import io.insideout.runtime.http.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// Calls of a payment provider's HTTP API: forms go out under the secret, answers come back with
/// their status. What takes too long, or is larger than an answer can be, is an [IOException].
final class ProviderCalls implements AutoCloseable {
  private static final int LARGEST_ANSWER_BYTES = 1 << 20;

  private final URI url;
  private final Secret secret;
  private final Duration atMost;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http;

  /// A provider's answer.
  record Reply(int status, byte[] body) {
    boolean isDone() {
      return status >= 200 && status < 300;
    }
  }

  /// @param atMost how long an answer may take
  ProviderCalls(URI url, Secret secret, Duration atMost) {
    this.url = url;
    this.secret = secret;
    this.atMost = atMost;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(atMost)
            // The secret goes where it was meant to go, and nowhere else.
            .followRedirects(Redirect.NEVER)
            .executor(threads)
            .build();
  }

  /// @param key the same key is done once
  Reply post(String path, String key, Map<String, String> form)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Idempotency-Key", key)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(form)))
            .build());
  }

  Reply get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  private HttpRequest.Builder request(String path) {
    String base = url.toString();
    return HttpRequest.newBuilder(
            URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path))
        .timeout(atMost)
        .header("Authorization", "Bearer " + secret.text());
  }

  private Reply send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = WholeAnswer.to(request, http, LARGEST_ANSWER_BYTES, atMost);
    return new Reply(answer.statusCode(), answer.body());
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.shutdownNow();
    threads.shutdownNow();
  }
}
