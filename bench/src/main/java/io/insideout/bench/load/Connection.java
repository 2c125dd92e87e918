package io.insideout.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One connection to the door, one request at a time, kept alive. It knows just as much of HTTP/1.1
/// as the door answers with: the caller shares its processors with what it measures, and a whole
/// HTTP client takes more of them than the server does.
final class Connection implements AutoCloseable {
  private static final int CONNECT_WITHIN_MILLIS = 5_000;
  private static final int ANSWERED_WITHIN_MILLIS = 70_000;
  private static final int ANSWER_BYTES_AT_MOST = 1 << 20;
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n");

  private final URI door;
  private byte[] buffer = new byte[4_096];
  private @Nullable Socket socket;

  /// Not connected before the first request.
  Connection(URI door) {
    this.door = door;
  }

  /// What came back.
  record Reply(int status, String body) {}

  /// @param body may be empty
  Reply send(String method, String path, String body) throws IOException {
    byte[] content = body.getBytes(UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: "
            + door.getAuthority()
            + (content.length == 0
                ? "\r\n\r\n"
                : "\r\nContent-Type: application/json\r\nContent-Length: "
                    + content.length
                    + "\r\n\r\n");
    return ask((head + body).getBytes(UTF_8));
  }

  private Reply ask(byte[] request) throws IOException {
    try {
      Socket connected = connected();
      connected.getOutputStream().write(request);
      return answer(connected.getInputStream());
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Socket connected() throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket();
      socket = open;
      open.setTcpNoDelay(true);
      open.setSoTimeout(ANSWERED_WITHIN_MILLIS);
      open.connect(new InetSocketAddress(door.getHost(), door.getPort()), CONNECT_WITHIN_MILLIS);
    }
    return open;
  }

  private Reply answer(InputStream in) throws IOException {
    int filled = 0;
    int headEnd = -1;
    while (headEnd < 0) {
      int searched = Math.max(0, filled - 3);
      filled = more(in, filled);
      headEnd = endOfHead(searched, filled);
    }
    String head = new String(buffer, 0, headEnd, ISO_8859_1).toLowerCase(Locale.ROOT);
    Matcher length = LENGTH.matcher(head);
    if (!length.find()) {
      throw new IOException("an answer without a length: " + head);
    }
    int end = headEnd + Integer.parseInt(length.group(1));
    while (filled < end) {
      filled = more(in, filled);
    }
    return new Reply(
        Integer.parseInt(head.substring(9, 12)), new String(buffer, headEnd, end - headEnd, UTF_8));
  }

  private int more(InputStream in, int filled) throws IOException {
    if (filled == buffer.length) {
      if (filled >= ANSWER_BYTES_AT_MOST) {
        throw new IOException("an answer of more than " + ANSWER_BYTES_AT_MOST + " bytes");
      }
      buffer = Arrays.copyOf(buffer, filled * 2);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      throw new EOFException("the door closed the connection");
    }
    return filled + read;
  }

  private int endOfHead(int from, int filled) {
    for (int i = from; i + 3 < filled; i++) {
      if (buffer[i] == '\r'
          && buffer[i + 1] == '\n'
          && buffer[i + 2] == '\r'
          && buffer[i + 3] == '\n') {
        return i + 4;
      }
    }
    return -1;
  }

  @Override
  public void close() {
    Socket open = socket;
    socket = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is given up either way.
      }
    }
  }
}
