package io.insideout.services.webhooks;

import io.insideout.runtime.http.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// An event as it is sent.
///
/// @param eventId the same whenever the same event is sent again
/// @param body JSON
record Envelope(String eventId, byte[] body) {
  /// @param type such as `order.paid`
  /// @param at when it happened
  static Envelope of(String eventId, String type, Instant at, Object data) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    event.put("timestamp", at.toString());
    event.put("data", data);
    return new Envelope(eventId, Json.write(event));
  }
}
