package io.insideout.runtime.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WholeAnswerTest {
  private static final long MOST_BYTES = 100;

  private final ServerSocket server;
  private final HttpClient http = HttpClient.newHttpClient();

  WholeAnswerTest() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    http.shutdownNow();
  }

  /// Says two letters of ten, or of two, and no more.
  private String ask(int length, Duration atMost) throws Exception {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                Socket caller = server.accept();
                caller
                    .getOutputStream()
                    .write(
                        "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\nab"
                            .formatted(length)
                            .getBytes(US_ASCII));
              } catch (IOException gone) {
                // The test is over.
              }
            });
    URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
    HttpRequest request = HttpRequest.newBuilder(url).build();
    return new String(WholeAnswer.to(request, http, MOST_BYTES, atMost).body(), US_ASCII);
  }

  @Test
  void an_answer_that_does_not_end_is_none() {
    assertThatThrownBy(() -> ask(10, Duration.ofMillis(300)))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void an_answer_that_ends_is_one() throws Exception {
    assertThat(ask(2, Duration.ofMinutes(1))).isEqualTo("ab");
  }

  @Test
  void an_answer_that_is_too_long_is_none() {
    assertThatThrownBy(() -> ask(101, Duration.ofMinutes(1))).isInstanceOf(IOException.class);
  }

  @Test
  void who_is_not_there_is_told_of_as_ever() throws Exception {
    server.close();

    assertThatThrownBy(() -> ask(2, Duration.ofMinutes(1))).isInstanceOf(ConnectException.class);
  }
}
