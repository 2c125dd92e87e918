package io.insideout.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.view.Index;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Where a list goes on, as callers carry it: opaque to them, and checked when it comes back. A
/// cursor is of one list, and no other takes it.
///
/// @param topic whose rows are listed
/// @param index by which they are listed
/// @param value of the index
public record Cursor(String topic, String index, String value) {

  /// The entry at which the list goes on, or null where it begins.
  ///
  /// @throws Problem 400 if the cursor is not one that this list has given
  public byte @Nullable [] read(Request request) {
    String text = request.query("cursor").orElse("");
    if (text.isEmpty()) {
      return null;
    }
    byte[] list = list();
    try {
      byte[] cursor = Base64.getUrlDecoder().decode(text);
      if (cursor.length > list.length
          && Arrays.equals(cursor, 0, list.length, list, 0, list.length)) {
        byte[] entry = Arrays.copyOfRange(cursor, list.length, cursor.length);
        if (Index.isEntry(index, value, entry)) {
          return entry;
        }
      }
    } catch (IllegalArgumentException e) {
      // Told below, as what is of another list is.
    }
    throw Problem.invalid("cursor", "is not one that this list has given");
  }

  /// The cursor for the entry at which the list goes on.
  public String write(byte[] entry) {
    byte[] list = list();
    byte[] cursor = Arrays.copyOf(list, list.length + entry.length);
    System.arraycopy(entry, 0, cursor, list.length, entry.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  private byte[] list() {
    return (topic + '\0').getBytes(UTF_8);
  }
}
