package io.insideout.runtime.view;

import io.insideout.runtime.http.Cursor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A part of a list.
///
/// @param entries where each item stands in the list
/// @param next where the next page begins, or null on the last one
public record Page<V>(List<Seen<V>> items, List<byte[]> entries, byte @Nullable [] next) {

  /// As callers see it: the items under the list's name, and the cursor of the next page, if there
  /// is one. Where others tell the rest, it has with it where each item stands.
  ///
  /// @param show makes of a row what is shown of it
  /// @param limit how many items were asked for
  public Map<String, Object> body(
      String name, Function<Seen<V>, ?> show, Cursor cursor, int limit) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(name, items.stream().map(show).toList());
    if (next != null) {
      body.put("nextCursor", cursor.write(next));
    }
    if (Sight.isOfPart()) {
      body.put(
          "part", Map.of("limit", limit, "cursors", entries.stream().map(cursor::write).toList()));
    }
    return body;
  }
}
