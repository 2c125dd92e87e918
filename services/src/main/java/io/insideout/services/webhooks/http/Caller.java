package io.insideout.services.webhooks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.insideout.runtime.Metrics;
import io.insideout.services.webhooks.http.Outcome.Away;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Posts events. Each goes over a connection of its own, to the address that was looked up for it
/// and is within reach: nobody can lead it elsewhere between the look and the call. Redirects are
/// not followed, proxies not used, and only a little of an answer is read.
public final class Caller implements AutoCloseable {
  private static final int MOST_HEADER_BYTES = 16 << 10;
  private static final int MOST_BODY_BYTES = 1 << 10;
  private static final int LONGEST_EXCERPT = 200;

  private final Duration answerWithin;
  private final Lookup lookup;
  private final Http1Client http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// @param answerWithin how long a call may take, from the lookup to the answer
  public Caller(Reach reach, Duration answerWithin) {
    this(new Lookup(reach), Tls.builder().build(), answerWithin);
  }

  /// @param tls whom to trust
  Caller(Lookup lookup, Tls tls, Duration answerWithin) {
    this.lookup = lookup;
    this.answerWithin = answerWithin;
    this.http =
        Http1Client.builder()
            .dnsResolver((host, _) -> find(host))
            .tls(tls)
            .proxy(Proxy.noProxy())
            .followRedirects(false)
            .shareConnectionCache(false)
            .servicesDiscoverServices(false)
            .connectTimeout(answerWithin)
            .readTimeout(answerWithin)
            .protocolConfig(protocol -> protocol.maxHeaderSize(MOST_HEADER_BYTES))
            .build();
  }

  private InetAddress find(String host) {
    try {
      return lookup.find(host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("is not asked any more");
    }
  }

  /// Posts JSON, and returns when it is answered or the time is over.
  public Outcome post(URI url, Map<String, String> headers, byte[] body)
      throws InterruptedException {
    long beganNanos = System.nanoTime();
    Outcome outcome = called(url, headers, body);
    Metrics.SUBSCRIBER_CALL_SECONDS
        .labelValues(outcome.word())
        .observe((System.nanoTime() - beganNanos) / 1e9);
    return outcome;
  }

  private Outcome called(URI url, Map<String, String> headers, byte[] body)
      throws InterruptedException {
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    Future<?> call = threads.submit(() -> exchange(url, headers, body, answer));
    try {
      return answer.get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Away("no answer within " + answerWithin.toSeconds() + " s", Duration.ZERO);
    } catch (ExecutionException e) {
      return new Away(told(e.getCause() == null ? e : e.getCause()), Duration.ZERO);
    } finally {
      // Its connection is closed, whatever still comes by it.
      call.cancel(true);
    }
  }

  private void exchange(
      URI url, Map<String, String> headers, byte[] body, CompletableFuture<Outcome> answer) {
    try {
      Http1ClientRequest request =
          http.post().uri(url).keepAlive(false).contentType(MediaTypes.APPLICATION_JSON);
      request.header(HeaderNames.USER_AGENT, "Insideout");
      headers.forEach((name, value) -> request.header(HeaderNames.create(name), value));
      try (Http1ClientResponse response = request.submit(body)) {
        answer.complete(outcome(response));
      }
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private static Outcome outcome(Http1ClientResponse response) {
    int status = response.status().code();
    // What comes with a good answer is nobody's business, and may be long in coming.
    String excerpt = status >= 200 && status < 300 ? "" : excerpt(response);
    return Outcome.of(
        status,
        excerpt,
        response
            .headers()
            .first(HeaderNames.RETRY_AFTER)
            .map(text -> RetryAfter.parse(text, Instant.now()))
            .orElse(Duration.ZERO));
  }

  private static String excerpt(Http1ClientResponse response) {
    byte[] read = new byte[MOST_BODY_BYTES];
    int length = 0;
    try (InputStream in = response.inputStream()) {
      for (int more = 0; more >= 0 && length < read.length; ) {
        length += more;
        more = in.read(read, length, read.length - length);
      }
    } catch (IOException | RuntimeException e) {
      // The status has come; the rest is only for people.
    }
    return oneLine(new String(read, 0, length, UTF_8));
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{C}\\s]+", " ")
        .strip()
        .codePoints()
        .limit(LONGEST_EXCERPT)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// What went wrong, in words that tell nothing of this house.
  private static String told(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Unreachable) {
        return "its host " + cause.getMessage();
      }
      if (cause instanceof SSLException) {
        return "no TLS with it: " + oneLine(String.valueOf(cause.getMessage()));
      }
      root = cause;
    }
    return root instanceof ConnectException
        ? "no connection: " + root.getMessage()
        : "no answer that could be read (" + root.getClass().getSimpleName() + ")";
  }

  @Override
  public void close() {
    threads.shutdownNow();
    lookup.close();
    http.closeResource();
  }
}
