package io.insideout.runtime.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/// What a handler answers.
///
/// @param headers besides the content type
public record Answer(int status, String contentType, Map<String, String> headers, Content content) {
  /// What the body is.
  public sealed interface Content {
    /// All of it at once.
    record Whole(byte[] bytes) implements Content {}

    /// Written bit by bit, for bodies that do not fit into memory.
    record Streamed(Writer writer) implements Content {}
  }

  /// Writes a body.
  public interface Writer {
    void write(OutputStream out) throws IOException;
  }

  private static final String JSON = "application/json";

  /// 200 with a JSON body.
  public static Answer json(Object body) {
    return json(200, Map.of(), body);
  }

  /// Any status with a JSON body.
  public static Answer json(int status, Map<String, String> headers, Object body) {
    return new Answer(status, JSON, headers, new Content.Whole(Json.write(body)));
  }

  /// 200 with bytes of any type.
  public static Answer bytes(String contentType, byte[] body) {
    return new Answer(200, contentType, Map.of(), new Content.Whole(body));
  }

  /// 204.
  public static Answer nothing() {
    return new Answer(204, "", Map.of(), new Content.Whole(new byte[0]));
  }

  /// 200 with a body that is written bit by bit.
  public static Answer stream(String contentType, Writer writer) {
    return new Answer(200, contentType, Map.of(), new Content.Streamed(writer));
  }

  /// This answer with one more header.
  Answer with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, contentType, more, content);
  }

  /// This answer, which ends with a stay where it is written bit by bit.
  Answer within(Stay stay) {
    return content instanceof Content.Streamed(var writer)
        ? new Answer(
            status, contentType, headers, new Content.Streamed(out -> write(writer, out, stay)))
        : this;
  }

  private static void write(Writer writer, OutputStream out, Stay stay) throws IOException {
    try {
      writer.write(new EndingStream(out, stay));
    } catch (RuntimeException e) {
      // However a writer takes it that it is woken, it is no fault of its own.
      if (stay.isOver()) {
        throw new IOException("the token has expired", e);
      }
      throw e;
    }
  }

  /// The body, where it is there at once.
  byte[] whole() {
    return content instanceof Content.Whole(var bytes) ? bytes : new byte[0];
  }

  static Answer problem(Problem problem, String path) {
    return new Answer(
        problem.status(),
        "application/problem+json",
        problem.headers(),
        new Content.Whole(Json.write(problem.body(path))));
  }
}
