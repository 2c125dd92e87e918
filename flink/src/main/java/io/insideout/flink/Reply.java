package io.insideout.flink;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/// An answer: all at once, or line by line. Several threads may write lines.
final class Reply {
  private static final byte[] LINE_END = {'\n'};

  private final HttpExchange exchange;
  private boolean begun;

  Reply(HttpExchange exchange) {
    this.exchange = exchange;
  }

  synchronized void whole(int status, Object body) throws IOException {
    byte[] bytes = Door.JSON.writeValueAsBytes(body);
    begun = true;
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /// A line of the body; the first begins it.
  synchronized void line(Object body) throws IOException {
    if (!begun) {
      begun = true;
      exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
      exchange.sendResponseHeaders(200, 0);
    }
    OutputStream out = exchange.getResponseBody();
    out.write(Door.JSON.writeValueAsBytes(body));
    out.write(LINE_END);
  }

  /// Sends what was written.
  synchronized void flush() throws IOException {
    exchange.getResponseBody().flush();
  }

  /// An empty line, which fails where nobody is there any more.
  synchronized void heartbeat() throws IOException {
    exchange.getResponseBody().write(LINE_END);
    exchange.getResponseBody().flush();
  }

  /// Says what is wrong: as the whole answer, or as its last line.
  synchronized void failed(String error) throws IOException {
    if (begun) {
      line(Map.of("error", error));
      flush();
    } else {
      whole(400, Map.of("error", error));
    }
  }
}
