package io.insideout.acceptance;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Somebody who follows the story of an order.
record StoryStream(Listener listener) implements AutoCloseable {
  static StoryStream follow(URI door, String orderId) throws IOException, InterruptedException {
    return new StoryStream(Listener.at(door.resolve("/api/orders/" + orderId + "/story")));
  }

  int status() {
    return listener.status();
  }

  String contentType() {
    return listener.contentType();
  }

  List<Listener.Event> events() {
    return listener.events();
  }

  /// The coordinates of all steps that were told so far, of the first event and after it.
  Set<String> told() {
    Set<String> told = new LinkedHashSet<>();
    for (Listener.Event event : events()) {
      switch (event.name()) {
        case "story" ->
            event.data().path("steps").forEach(step -> told.add(step.path("log").asText()));
        case "step" -> told.add(event.data().path("log").asText());
        default -> {
          // It tells how the order stands.
        }
      }
    }
    return told;
  }

  @Override
  public void close() {
    listener.close();
  }
}
