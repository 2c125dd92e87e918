package io.insideout.traces;

import io.insideout.runtime.Environment;
import io.insideout.runtime.Service;
import java.util.List;

/// Traces as the application makes them, beside the services: a reader of the topics that concern
/// orders, for whom nobody waits.
public final class TracesService implements Service {
  private final TracesSettings settings;

  public TracesService(TracesSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "traces";
  }

  @Override
  public Assembled assemble(Environment environment) {
    return new Assembled(
        List.of(
            new SpanReader(
                environment.log(),
                environment.streams().instance(),
                new RecordSpans(environment.schemas()),
                () -> Receiver.at(settings.spans(), settings.headers()))),
        List.of());
  }
}
