package io.insideout.runtime.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.Sha256;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A view's rows over HTTP, to be compared with the log: newline-delimited JSON, first the
/// positions of the view, then a line for each row with its coordinates and the digest of its
/// value.
public final class ViewResource {
  private final View<?> view;
  private final String topic;

  public ViewResource(View<?> view) {
    this.view = view;
    this.topic = view.topicName();
  }

  public List<Route> routes() {
    return List.of(Route.get("/api/views/" + topic + "/entries", this::entries));
  }

  private Answer entries(Request request) {
    request.allowQuery();
    return Answer.stream("application/x-ndjson", this::write);
  }

  private void write(OutputStream to) throws IOException {
    try (OutputStream out = new BufferedOutputStream(to, 1 << 16)) {
      view.dump(
          positions -> line(out, Map.of("view", topic, "positions", byPartition(positions))),
          row -> line(out, shown(row)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Map<String, Long> byPartition(List<Long> positions) {
    Map<String, Long> byPartition = new LinkedHashMap<>();
    for (int partition = 0; partition < positions.size(); partition++) {
      byPartition.put(String.valueOf(partition), positions.get(partition));
    }
    return byPartition;
  }

  private Map<String, Object> shown(ViewRow row) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("key", row.key());
    shown.put("topic", topic);
    shown.put("partition", row.partition());
    shown.put("offset", row.offset());
    shown.put("digest", Sha256.hex(row.value()));
    return shown;
  }

  private static void line(OutputStream out, Object value) {
    try {
      out.write(Json.write(value));
      out.write("\n".getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
