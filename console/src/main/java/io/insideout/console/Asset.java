package io.insideout.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// A file as browsers are given it.
///
/// @param etag changes with the bytes, and with nothing else
/// @param zipped the same bytes for whoever takes them so
record Asset(String contentType, byte[] bytes, String etag, byte[] zipped) {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  static Asset of(String name, byte[] bytes) {
    String type = TYPES.get(ending(name));
    if (type == null) {
      throw new IllegalArgumentException("no type is known for " + name);
    }
    return new Asset(type, bytes, '"' + Digest.hex(bytes).substring(0, 32) + '"', zip(bytes));
  }

  static boolean isKnown(String name) {
    return TYPES.containsKey(ending(name));
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static byte[] zip(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }
}
