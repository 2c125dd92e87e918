package io.insideout.story;

import io.insideout.runtime.http.EventStream;
import io.insideout.runtime.view.ViewClosed;
import io.insideout.story.Story.AsOfJson;
import io.insideout.story.Story.AwaitedJson;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One caller who follows a story: it is told whole, then each further step, and whom the order
/// waits for whenever that is somebody else. It ends when the caller goes, or the system closes.
final class Follower {
  private final Stories stories;
  private final EventStream out;
  private final Set<String> told = new HashSet<>();
  private Story story;

  Follower(Stories stories, Story story, EventStream out) {
    this.stories = stories;
    this.story = story;
    this.out = out;
  }

  void follow() throws IOException {
    out.tell("story", story);
    story.steps().forEach(step -> told.add(step.log()));
    try {
      while (true) {
        Story next = stories.after(story.orderId(), told, EventStream.SILENCE);
        if (!tellMore(next)) {
          out.beat();
        }
        story = next;
      }
    } catch (ViewClosed closing) {
      out.tell("end", Map.of("reason", "the system is closing"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean tellMore(Story next) throws IOException {
    boolean more = false;
    for (Step step : next.steps()) {
      if (told.add(step.log())) {
        out.tell("step", step);
        more = true;
      }
    }
    if (more || !waitsFor(next).equals(waitsFor(story))) {
      out.tell("pending", Standing.of(next));
      more = true;
    }
    return more;
  }

  /// However long it has waited.
  private static List<Awaited> waitsFor(Story of) {
    return of.pending().stream()
        .map(one -> new Awaited(one.who(), one.what(), 0, one.setAside()))
        .toList();
  }

  /// How the order stands behind its newest step.
  private record Standing(
      @Nullable String state, @Nullable Integer version, AsOfJson asOf, List<AwaitedJson> pending) {
    static Standing of(Story story) {
      return new Standing(story.state(), story.version(), story.asOf(), story.pending());
    }
  }
}
