package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Bytes sent to a door as they are: what no client would send, an attacker does.
final class RawHttp {
  private static final int ENDS_WITHIN_MILLIS = 20_000;

  private final URI door;

  RawHttp(URI door) {
    this.door = door;
  }

  /// A request without a body.
  Reply get(String target, String... headerLines) throws IOException {
    return request("GET", target, headerLines);
  }

  /// @param target the path as it goes over the wire
  Reply request(String method, String target, String... headerLines) throws IOException {
    StringBuilder head =
        new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String line : headerLines) {
      head.append(line).append("\r\n");
    }
    return send(head.append("Connection: close\r\n\r\n").toString().getBytes(ISO_8859_1));
  }

  /// Anything at all.
  Reply send(byte[]... bytes) throws IOException {
    try (Socket socket = new Socket(door.getHost(), door.getPort())) {
      socket.setSoTimeout(ENDS_WITHIN_MILLIS);
      OutputStream out = socket.getOutputStream();
      try {
        for (byte[] some : bytes) {
          out.write(some);
        }
        out.flush();
      } catch (SocketException e) {
        // The door need not read what it has refused; the answer may be there all the same.
      }
      return read(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private static Reply read(InputStream in) throws IOException {
    String statusLine = line(in);
    if (!statusLine.startsWith("HTTP/1.1 ")) {
      throw new IOException("no answer but: " + statusLine);
    }
    Map<String, List<String>> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(
              line.substring(0, colon).strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    List<String> length = headers.getOrDefault("content-length", List.of());
    byte[] body =
        length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length.getFirst()));
    return new Reply(
        Integer.parseInt(statusLine.substring(9, 12)), headers, new String(body, UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection ended after: " + line.toString(ISO_8859_1));
      }
      line.write(next);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }
}
