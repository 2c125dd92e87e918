package io.insideout.connect;

import io.insideout.runtime.Environment;
import io.insideout.runtime.Service;
import java.util.List;

/// The database and Connect as the application runs them, beside the services.
public final class ConnectService implements Service {
  private final ConnectSettings settings;

  public ConnectService(ConnectSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "connect";
  }

  @Override
  public Assembled assemble(Environment environment) {
    ConnectPart part =
        new ConnectPart(
            settings,
            environment.dataDirectory().resolve("database"),
            environment.log(),
            environment.registry("Connect"));
    return new Assembled(List.of(part), new ConnectorsResource(part).routes());
  }
}
