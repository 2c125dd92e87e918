package io.insideout.app.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.Pause;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.EventStream;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Tells a list to those who follow it, where it is divided among instances: none of them knows
/// when it is another, so it is put together again, once a second, and told where it has changed.
final class Retelling implements AutoCloseable {
  private static final int MOST = 64;
  private static final Duration APART = Duration.ofSeconds(1);

  private final Semaphore places = new Semaphore(MOST);
  private volatile boolean closing;

  /// Puts the list together.
  interface Page {
    Answer make() throws InterruptedException;
  }

  /// @throws Problem 503 if too many follow already
  Answer of(Page page) {
    if (closing || !places.tryAcquire()) {
      throw Problem.unavailable(
          "%d callers follow lists already; ask without %s".formatted(MOST, EventStream.TYPE));
    }
    return Answer.stream(
        EventStream.TYPE,
        out -> {
          try {
            tell(page, out);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            places.release();
          }
        });
  }

  private void tell(Page page, OutputStream to) throws IOException, InterruptedException {
    EventStream out = new EventStream(to);
    @Nullable JsonNode told = null;
    while (!closing) {
      JsonNode next = json(page);
      if (next.equals(told)) {
        out.beat();
      } else {
        out.tell(next);
      }
      told = next;
      Pause.atMost(APART);
    }
    out.tell("end", Map.of("reason", "the system is closing"));
  }

  private static JsonNode json(Page page) throws IOException, InterruptedException {
    try {
      Answer answer = page.make();
      if (answer.status() == 200 && answer.content() instanceof Answer.Content.Whole(var bytes)) {
        return Json.read(bytes, JsonNode.class);
      }
    } catch (Problem away) {
      throw new IOException(away);
    }
    throw new IOException("no instance tells the list");
  }

  @Override
  public void close() {
    closing = true;
  }
}
