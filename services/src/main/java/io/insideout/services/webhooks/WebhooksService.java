package io.insideout.services.webhooks;

import static io.insideout.catalog.Topics.WEBHOOKS;

import io.insideout.catalog.Webhook;
import io.insideout.runtime.Environment;
import io.insideout.runtime.InTurn;
import io.insideout.runtime.Service;
import io.insideout.runtime.view.View;
import io.insideout.services.webhooks.http.Lookup;
import io.insideout.services.webhooks.http.Reach;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Sends every version of every order to those who have asked for it over HTTP, signed by the open
/// standard *Standard Webhooks*, at least once and under one id. Who asks is a row of the log, and
/// how far each has got is the position of a group of its own.
public final class WebhooksService implements Service {
  static final String NAME = "webhooks";

  private final Reach reach;
  private final Map<String, String> environment;
  private final Pace pace;
  private final InstantSource clock;

  /// @param toPrivate whether events may be sent to loopback and private addresses
  /// @param environment where the master secret may be: variables of the process by their names
  public WebhooksService(boolean toPrivate, Map<String, String> environment) {
    this(toPrivate, environment, Pace.USUAL, InstantSource.system());
  }

  WebhooksService(
      boolean toPrivate, Map<String, String> environment, Pace pace, InstantSource clock) {
    this.reach = new Reach(toPrivate);
    this.environment = Map.copyOf(environment);
    this.pace = pace;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Assembled assemble(Environment inside) {
    View<Webhook> view =
        new View<>(
            WEBHOOKS,
            inside.viewDirectory().resolve(NAME),
            inside.log(),
            inside.schemas(),
            WebhookDesk::indexes);
    Secrets secrets = new Secrets(() -> MasterSecret.of(inside.dataDirectory(), environment));
    WebhookDesk desk = new WebhookDesk(view, inside.publisher(), new Beginnings(inside), clock);
    Couriers couriers = new Couriers(inside, view, desk, secrets, reach, pace, clock);
    return new Assembled(
        List.of(new InTurn(NAME, List.of(view, couriers))),
        new WebhookResource(view, desk, couriers, secrets, new Lookup(reach), clock).routes());
  }
}
