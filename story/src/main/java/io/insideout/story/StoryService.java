package io.insideout.story;

import io.insideout.runtime.Environment;
import io.insideout.runtime.Service;
import io.insideout.runtime.view.RecordView;
import java.time.InstantSource;
import java.util.List;

/// The stories of orders as the application runs them, beside the services: a reader of their
/// topics, for whom nobody waits.
public final class StoryService implements Service {
  @Override
  public String name() {
    return "story";
  }

  @Override
  public Assembled assemble(Environment environment) {
    RecordView view =
        new RecordView(
            "stories",
            Subjects.TOPICS,
            environment.viewDirectory().resolve("stories"),
            environment.log(),
            new Subjects(environment.schemas())::of);
    Stories stories = new Stories(view, environment.schemas(), InstantSource.system());
    return new Assembled(List.of(view), new StoryResource(view, stories).routes());
  }
}
