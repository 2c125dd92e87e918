package io.insideout.services.email.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedSocketsTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final ServerSocket server;

  BoundedSocketsTest() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    var _ = Thread.ofVirtual().start(this::goOn);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private void goOn() {
    try (Socket caller = server.accept()) {
      while (true) {
        caller.getOutputStream().write("220-and so on\r\n".repeat(100).getBytes(US_ASCII));
      }
    } catch (IOException gone) {
      // Nobody listens any more.
    }
  }

  private Socket connected(long mostBytes, Duration atMost) throws IOException {
    Socket socket = new BoundedSockets(mostBytes, atMost).createSocket();
    socket.connect(server.getLocalSocketAddress());
    return socket;
  }

  @Test
  void an_answer_is_not_longer_than_it_may_be() throws Exception {
    try (Socket socket = connected(10_000, LONG)) {
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(10_000)).hasSize(10_000);

      assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("end");
    }
  }

  @Test
  void an_answer_does_not_last_longer_than_it_may() throws Exception {
    try (Socket socket = connected(Long.MAX_VALUE, Duration.ofMillis(100))) {
      InputStream in = socket.getInputStream();

      assertThatThrownBy(() -> in.transferTo(OutputStream.nullOutputStream()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("end");
    }
  }

  @Test
  void what_is_said_begins_another_answer() throws Exception {
    try (Socket socket = connected(10_000, LONG)) {
      InputStream in = socket.getInputStream();
      for (int i = 0; i < 3; i++) {
        assertThat(in.readNBytes(10_000)).hasSize(10_000);
        socket.getOutputStream().write('x');
      }
    }
  }
}
