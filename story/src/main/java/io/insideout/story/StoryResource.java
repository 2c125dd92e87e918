package io.insideout.story;

import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.EventStream;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.view.RecordView;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Stories over HTTP: as JSON, or as server-sent events that follow the order live.
final class StoryResource {
  private static final int MOST_FOLLOWERS = 64;

  private final RecordView view;
  private final Stories stories;
  private final Semaphore followers = new Semaphore(MOST_FOLLOWERS);

  StoryResource(RecordView view, Stories stories) {
    this.view = view;
    this.stories = stories;
  }

  List<Route> routes() {
    return List.of(Route.get("/api/orders/{id}/story", this::get).forCustomers());
  }

  private Answer get(Request request) throws InterruptedException {
    request.allowQuery();
    if (!view.isOpen()) {
      throw Problem.unavailable(
          "stories cannot be told at this moment%s"
              .formatted(view.trouble().map(": "::concat).orElse("")));
    }
    Story story = stories.of(request.caller(), request.path("id"));
    return EventStream.isWanted(request) ? followed(story) : Answer.json(story);
  }

  private Answer followed(Story story) {
    if (!followers.tryAcquire()) {
      throw Problem.unavailable(
          "%d callers follow stories already; ask without text/event-stream"
              .formatted(MOST_FOLLOWERS));
    }
    return Answer.stream(
        EventStream.TYPE,
        out -> {
          try {
            new Follower(stories, story, new EventStream(out)).follow();
          } finally {
            followers.release();
          }
        });
  }
}
