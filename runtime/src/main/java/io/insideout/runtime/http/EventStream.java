package io.insideout.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/// Server-sent events, told to one caller. What is told is on its way when the call returns, so
/// whoever has gone is noticed by an [IOException].
///
/// @param out the answer's body
public record EventStream(OutputStream out) {
  /// The type of such an answer, and by which a caller asks for one.
  public static final String TYPE = "text/event-stream";

  /// After so much silence at most there is a beat: who has gone is noticed by it at one end, and
  /// at the other by that there is none.
  public static final Duration SILENCE = Duration.ofSeconds(5);

  /// Whether a caller wants to be told what comes, and not only what is.
  public static boolean isWanted(Request request) {
    return request.header("Accept").orElse("").contains(TYPE);
  }

  /// An event without a name.
  ///
  /// @param data is written as JSON
  public void tell(Object data) throws IOException {
    write("", data);
  }

  /// An event of a name.
  ///
  /// @param data is written as JSON
  public void tell(String name, Object data) throws IOException {
    write("event: " + name + "\n", data);
  }

  private void write(String head, Object data) throws IOException {
    out.write((head + "data: ").getBytes(UTF_8));
    out.write(Json.write(data));
    out.write("\n\n".getBytes(UTF_8));
    out.flush();
  }

  /// Tells nothing, by which it is seen that somebody is there at both ends.
  public void beat() throws IOException {
    out.write(":\n\n".getBytes(UTF_8));
    out.flush();
  }
}
