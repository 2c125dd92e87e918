package io.insideout.runtime.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An answer of somebody else's, to its end. A request's own timeout ends with the headers: whoever
/// sends these and no more would hold its caller for ever.
public final class WholeAnswer {
  private WholeAnswer() {}

  /// @param mostBytes how long its body may be
  /// @param atMost how long it may take, body and all
  /// @throws IOException if there is none in that time, or it is longer
  public static HttpResponse<byte[]> to(
      HttpRequest request, HttpClient by, long mostBytes, Duration atMost)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        by.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes));
    try {
      return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("the answer does not end");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException silence
          ? silence
          : new IOException("the call failed", e.getCause());
    } finally {
      answer.cancel(true);
    }
  }
}
