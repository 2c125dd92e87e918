package io.insideout.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.insideout.runtime.http.OngoingBody;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A live view as it says of itself: newline-delimited JSON, first the positions that it has
/// applied, then a line for each key.
///
/// @param source where the dump comes from, for messages
/// @param topic the view's name, which is that of the topic that it folds
/// @param positions for each partition the next offset that the view has not applied
record ViewDump(String source, String topic, Map<Integer, Long> positions) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// One key of a view.
  ///
  /// @param digest SHA-256 of the value's bytes, in hex
  record Row(String key, Coordinates at, String digest) {}

  /// What is done with a dump: told its head, it answers with what takes the rows.
  interface Reader {
    Consumer<Row> read(ViewDump head);
  }

  /// Fetches a dump over HTTP.
  ///
  /// @param asking adds to the question what is said to be let in
  /// @throws IOException if the view does not answer, or answers with anything else
  static void fetch(URI url, UnaryOperator<HttpRequest.Builder> asking, Reader reader)
      throws IOException, InterruptedException {
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build()) {
      HttpResponse<InputStream> answer =
          http.send(
              asking.apply(HttpRequest.newBuilder(url).timeout(TIMEOUT)).build(),
              OngoingBody.silentAtMost(TIMEOUT));
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != 200) {
          throw new IOException(url + " answered " + answer.statusCode());
        }
        read(url.toString(), body, reader);
      }
    }
  }

  /// Reads a dump.
  ///
  /// @throws IOException if it is anything else; the message names the line
  static void read(String source, InputStream in, Reader reader) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    String line = lines.readLine();
    Consumer<Row> rows = null;
    for (long number = 1; line != null; number++, line = lines.readLine()) {
      try {
        Map<String, Object> fields = fields(line);
        if (rows == null) {
          rows = reader.read(head(source, fields));
        } else {
          rows.accept(row(fields));
        }
      } catch (IOException | RuntimeException e) {
        throw new IOException(
            "%s, line %,d is not of a view's dump: %s".formatted(source, number, e.getMessage()),
            e);
      }
    }
    if (rows == null) {
      throw new IOException(source + " is empty");
    }
  }

  private static ViewDump head(String source, Map<String, Object> fields) {
    Map<Integer, Long> positions = new HashMap<>();
    fields.forEach(
        (name, value) -> {
          if (name.startsWith("positions.")) {
            positions.put(
                Integer.valueOf(name.substring("positions.".length())),
                ((Number) value).longValue());
          }
        });
    return new ViewDump(source, text(fields, "view"), Map.copyOf(positions));
  }

  private static Row row(Map<String, Object> fields) {
    return new Row(
        text(fields, "key"),
        new Coordinates(
            text(fields, "topic"), (int) number(fields, "partition"), number(fields, "offset")),
        text(fields, "digest"));
  }

  private static String text(Map<String, Object> fields, String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no text '" + name + "'");
  }

  private static long number(Map<String, Object> fields, String name) {
    if (fields.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("no number '" + name + "'");
  }

  /// A line's fields; those of an object within it under `outer.inner`.
  private static Map<String, Object> fields(String line) throws IOException {
    Map<String, Object> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      String outer = "";
      JsonToken token = parser.nextToken();
      while (token != null) {
        switch (token) {
          case START_OBJECT ->
              outer = parser.currentName() == null ? "" : parser.currentName() + ".";
          case END_OBJECT -> outer = "";
          case VALUE_STRING -> put(fields, outer, parser, parser.getText());
          case VALUE_NUMBER_INT -> put(fields, outer, parser, parser.getLongValue());
          default -> {}
        }
        token = parser.nextToken();
      }
    }
    return fields;
  }

  private static void put(
      Map<String, Object> fields, String outer, JsonParser parser, @Nullable Object value)
      throws IOException {
    if (value != null && parser.currentName() != null) {
      fields.put(outer + parser.currentName(), value);
    }
  }
}
