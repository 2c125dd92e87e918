package io.insideout.services.webhooks;

import static io.insideout.catalog.Topics.ORDERS;

import io.insideout.catalog.Webhook;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Part;
import io.insideout.runtime.delivery.DeadLetterWriter;
import io.insideout.runtime.delivery.GroupReader;
import io.insideout.runtime.flow.Flow;
import io.insideout.services.webhooks.http.Caller;
import io.insideout.services.webhooks.http.Outcome;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Reads orders for one subscription, in a group and a thread of its own, and brings them to its
/// subscriber: whoever is dead holds up nobody else. Its position moves only over what is
/// delivered, so wherever it is killed, the next start sends again what may have been delivered,
/// under the same ids.
final class Courier implements Part, Subscriber {
  private final Webhook webhook;
  private final Secrets secrets;
  private final Caller caller;
  private final Off off;
  private final InstantSource clock;
  private final Deliveries deliveries;
  private final GroupReader reader;

  /// Switches subscriptions off.
  interface Off {
    /// @param because one sentence
    void switchOff(Webhook webhook, String because) throws InterruptedException;
  }

  Courier(
      Webhook webhook,
      Environment inside,
      Secrets secrets,
      Caller caller,
      Off off,
      Pace pace,
      Standing standing,
      InstantSource clock) {
    this.webhook = webhook;
    this.secrets = secrets;
    this.caller = caller;
    this.off = off;
    this.clock = clock;
    String group = group(webhook.getWebhookId());
    this.deliveries =
        new Deliveries(
            group,
            webhook.getStates(),
            inside.schemas().serde(ORDERS).deserializer(),
            this,
            pace,
            new DeadLetterWriter(inside.publisher(), WebhooksService.NAME, group),
            standing,
            clock);
    this.reader =
        new GroupReader(
            inside.log(),
            group,
            inside.streams().instance(),
            ORDERS,
            webhook.getBegins(),
            deliveries);
  }

  /// The group of a subscription.
  static String group(String webhookId) {
    return WebhooksService.NAME + "-" + webhookId;
  }

  @Override
  public String name() {
    return reader.name();
  }

  @Override
  public void start() {
    reader.start();
  }

  /// Whether it does what a subscription wants that may have changed.
  boolean serves(Webhook other) {
    return webhook.getUrl().equals(other.getUrl())
        && webhook.getStates().equals(other.getStates())
        && webhook.getSecretVersion() == other.getSecretVersion();
  }

  Deliveries deliveries() {
    return deliveries;
  }

  @Override
  public Outcome send(Envelope envelope) throws InterruptedException {
    Instant now = clock.instant();
    return caller.post(
        URI.create(webhook.getUrl()),
        Signature.headers(envelope, secrets.signing(webhook, now), now),
        envelope.body());
  }

  @Override
  public void isGone() throws InterruptedException {
    off.switchOff(webhook, "the subscriber answered 410: it wants nothing any more");
  }

  @Override
  public Optional<String> trouble() {
    return reader.trouble();
  }

  @Override
  public Optional<Flow> flow() {
    return reader.flow();
  }

  @Override
  public void close() {
    reader.close();
    caller.close();
  }
}
