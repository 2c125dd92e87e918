package io.insideout.services.email.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A mail server that answers as it is told to, for what a good one does not do.
final class ScriptedServer implements AutoCloseable {
  private final Map<String, String> answers;
  private final ServerSocket socket;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  /// @param answers by the first word of a command, `.` for the end of a mail; an empty one ends
  ///   the connection instead
  ScriptedServer(Map<String, String> answers) throws IOException {
    this.answers = answers;
    socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    var _ = Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  /// Every line that was said to it.
  List<String> heard() {
    return heard;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket caller = socket.accept()) {
        talk(caller);
      } catch (IOException e) {
        // The caller is gone, or the test is over.
      }
    }
  }

  private void talk(Socket caller) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(caller.getInputStream(), US_ASCII));
    say(caller, "220 scripted");
    boolean data = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      heard.add(line);
      if (data && !line.equals(".")) {
        continue;
      }
      String command = line.split(" ", 2)[0];
      String answer =
          answers.getOrDefault(command, command.equals("DATA") ? "354 go on" : "250 fine");
      if (answer.isEmpty()) {
        return;
      }
      data = command.equals("DATA") && answer.startsWith("354");
      say(caller, answer);
    }
  }

  private static void say(Socket caller, String line) throws IOException {
    OutputStream out = caller.getOutputStream();
    out.write((line + "\r\n").getBytes(US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
