package io.insideout.runtime.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A connection by which bytes come as no decent client sends them.
final class HostileClient implements AutoCloseable {
  private static final int ENDS_WITHIN_MILLIS = 20_000;
  private static final int BYTE_EVERY_MILLIS = 20;

  private final Socket socket;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  HostileClient(URI door) throws IOException {
    socket = new Socket(door.getHost(), door.getPort());
    socket.setSoTimeout(ENDS_WITHIN_MILLIS);
  }

  HostileClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return this;
  }

  /// Sends one byte after the other, each just in time, as long as somebody takes them.
  HostileClient trickle(char endless) {
    var _ =
        clock.scheduleWithFixedDelay(
            () -> {
              try {
                send(String.valueOf(endless));
              } catch (IOException gone) {
                throw new UncheckedIOException(gone);
              }
            },
            0,
            BYTE_EVERY_MILLIS,
            TimeUnit.MILLISECONDS);
    return this;
  }

  /// Sends the same again and again, until nobody takes it any more.
  HostileClient flood(String text) {
    var _ =
        clock.submit(
            () -> {
              while (true) {
                send(text);
              }
            });
    return this;
  }

  /// All that is answered until the connection ends, which has to be in time.
  String answered() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      for (int next = socket.getInputStream().read();
          next >= 0;
          next = socket.getInputStream().read()) {
        all.write(next);
      }
    } catch (java.net.SocketException cut) {
      // An end too.
    }
    return all.toString(ISO_8859_1);
  }

  /// The next line of an answer.
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = socket.getInputStream().read();
        next >= 0 && next != '\n';
        next = socket.getInputStream().read()) {
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    socket.close();
  }
}
