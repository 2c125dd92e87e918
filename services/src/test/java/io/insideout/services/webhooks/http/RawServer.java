package io.insideout.services.webhooks.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server that keeps what comes in, and answers the bytes that a test wants, be they HTTP or not.
final class RawServer implements AutoCloseable {
  private static final int TLS = 0x16;

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerSocket socket;

  /// Writes an answer. The connection ends when it returns.
  interface Script {
    void play(OutputStream out) throws IOException, InterruptedException;
  }

  RawServer(Script script) throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(() -> serve(script));
  }

  static RawServer saying(String text) throws IOException {
    return new RawServer(out -> out.write(text.getBytes(ISO_8859_1)));
  }

  URI url(String host) {
    return URI.create("http://" + host + ":" + socket.getLocalPort() + "/hook?a=b%20c");
  }

  URI url() {
    return url("127.0.0.1");
  }

  List<String> requests() {
    return requests;
  }

  private void serve(Script script) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        threads.execute(() -> answer(connection, script));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket connection, Script script) {
    try (connection) {
      requests.add(request(connection.getInputStream()));
      script.play(connection.getOutputStream());
    } catch (IOException | InterruptedException e) {
      // The caller has gone, as it may.
    }
  }

  /// As far as the end of a body in braces, or the beginning of TLS.
  private static String request(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      request.append((char) c);
      if (c == '}' || (c == TLS && request.length() == 1)) {
        break;
      }
    }
    return request.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
