package io.insideout.runtime.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A body that is too large is refused so that its sender learns of it.
class LargeBodyTest {
  private static final int TIMES = 10;

  private final HttpDoor door =
      new HttpDoor(
          "127.0.0.1",
          0,
          List.of(
              Route.post(
                  "/",
                  request -> {
                    request.bytes();
                    return Answer.nothing();
                  })));

  @BeforeEach
  void open() {
    door.start();
  }

  @AfterEach
  void close() {
    door.close();
  }

  /// The status line, once all has been sent: where the door closes before that, there is none.
  private String answered(String headers, int bytes) throws IOException {
    try (Socket socket = new Socket(door.url().getHost(), door.url().getPort())) {
      String head = "POST / HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      socket.getOutputStream().write(new byte[bytes]);
      return new String(socket.getInputStream().readNBytes("HTTP/1.1 413".length()), US_ASCII);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {HttpDoor.MAX_BODY_BYTES + 1, 5 << 20, HttpDoor.MAX_READ_BYTES})
  void who_has_sent_too_much_is_told_so(int bytes) throws IOException {
    for (int i = 0; i < TIMES; i++) {
      assertThat(answered("Content-Length: " + bytes, bytes)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void who_asks_first_or_announces_far_too_much_is_told_at_once() throws IOException {
    assertThat(answered("Expect: 100-continue\r\nContent-Length: 2000000", 0))
        .isEqualTo("HTTP/1.1 413");
    assertThat(answered("Content-Length: 10000000000", 0)).isEqualTo("HTTP/1.1 413");
  }

  @Test
  void what_is_not_too_large_is_taken() throws IOException {
    assertThat(answered("Content-Length: " + HttpDoor.MAX_BODY_BYTES, HttpDoor.MAX_BODY_BYTES))
        .isEqualTo("HTTP/1.1 204");
  }
}
