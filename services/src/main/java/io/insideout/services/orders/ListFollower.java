package io.insideout.services.orders;

import io.insideout.runtime.Pause;
import io.insideout.runtime.http.EventStream;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.view.Moves;
import io.insideout.runtime.view.ViewClosed;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/// One caller who follows a list of orders: it is told, and told again whenever it is another, a
/// few times a second at most. It ends when the caller goes, or the system closes, and breaks off
/// where the list cannot be told any more.
final class ListFollower {
  /// Nobody reads faster, however fast orders come.
  private static final Duration APART = Duration.ofMillis(400);

  private final Supplier<Map<String, Object>> page;
  private final Moves moves;
  private final EventStream out;

  ListFollower(Supplier<Map<String, Object>> page, Moves moves, EventStream out) {
    this.page = page;
    this.moves = moves;
    this.out = out;
  }

  void follow() throws IOException {
    Map<String, Object> told = Map.of();
    try {
      for (long seen = -1; true; ) {
        long now = moves.await(seen, EventStream.SILENCE);
        Map<String, Object> next = now == seen ? told : page.get();
        if (next.equals(told)) {
          out.beat();
        } else {
          out.tell(next);
        }
        seen = now;
        told = next;
        Pause.atMost(APART);
      }
    } catch (ViewClosed closing) {
      out.tell("end", Map.of("reason", "the system is closing"));
    } catch (Problem away) {
      // Whoever follows comes again, and may find another who can tell it.
      throw new IOException(away);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
