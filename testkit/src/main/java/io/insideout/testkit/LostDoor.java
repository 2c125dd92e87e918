package io.insideout.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// A door that says to each request what it is told to, byte for byte, and closes no connection: so
/// the other side sees a machine that has lost its power. Nothing is said to what it is told
/// nothing for.
public final class LostDoor implements AutoCloseable {
  /// What says that it lives.
  public static final String LIVES = "HTTP/1.1 204 No Content\r\n\r\n";

  private final ServerSocket server;
  private final UnaryOperator<String> answers;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> left = new CopyOnWriteArrayList<>();

  /// @param answers by the first line of a request, such as `GET /health/live HTTP/1.1`
  public LostDoor(UnaryOperator<String> answers) throws IOException {
    this.answers = answers;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var _ = Thread.ofVirtual().start(this::accept);
  }

  /// The beginning of an answer that comes bit by bit, and the first of it.
  public static String begun(String contentType, String first) {
    return "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n"
        .formatted(contentType, first.length(), first);
  }

  /// Where it is.
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /// What was asked so far.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /// What was asked last on each connection that the other side has given up.
  public List<String> left() {
    return List.copyOf(left);
  }

  /// Takes no more connections; those that there are stay.
  public void refuse() throws IOException {
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket caller = server.accept();
        open.add(caller);
        var _ = Thread.ofVirtual().start(() -> answer(caller));
      }
    } catch (IOException closed) {
      // Nobody is taken any more.
    }
  }

  private void answer(Socket caller) {
    String last = "";
    try {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(caller.getInputStream(), US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.endsWith(" HTTP/1.1")) {
          last = line;
          asked.add(line);
        } else if (line.isEmpty()) {
          caller.getOutputStream().write(answers.apply(last).getBytes(US_ASCII));
        }
      }
    } catch (IOException gone) {
      // It is left either way.
    }
    left.add(last);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket caller : open) {
      caller.close();
    }
  }
}
