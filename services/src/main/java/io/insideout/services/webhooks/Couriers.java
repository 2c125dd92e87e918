package io.insideout.services.webhooks;

import io.insideout.catalog.Topics;
import io.insideout.catalog.Webhook;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Part;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.log.Right;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.View;
import io.insideout.services.webhooks.Standing.Failure;
import io.insideout.services.webhooks.http.Caller;
import io.insideout.services.webhooks.http.Outcome;
import io.insideout.services.webhooks.http.Reach;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A courier for each subscription that is active, as the view shows them: whatever process wrote
/// the change.
final class Couriers implements Part {
  static final String OTHER_MASTER =
      "this process has another master secret than the webhook was made with: give it that one, or"
          + " rotate the webhook's secret";

  private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);

  private final Environment inside;
  private final WebhookDesk desk;
  private final Secrets secrets;
  private final Reach reach;
  private final Pace pace;
  private final InstantSource clock;
  private final Map<String, Courier> running = new ConcurrentHashMap<>();
  private final Map<String, Standing> standings = new ConcurrentHashMap<>();
  private final Semaphore changes = new Semaphore(0);
  private volatile boolean closing;
  private volatile @Nullable RuntimeException failure;
  private @Nullable Thread thread;

  Couriers(
      Environment inside,
      View<Webhook> view,
      WebhookDesk desk,
      Secrets secrets,
      Reach reach,
      Pace pace,
      InstantSource clock) {
    this.inside = inside;
    this.desk = desk;
    this.secrets = secrets;
    this.reach = reach;
    this.pace = pace;
    this.clock = clock;
    view.moves().onEach(changes::release);
  }

  @Override
  public String name() {
    return WebhooksService.NAME;
  }

  @Override
  public void start() throws InterruptedException {
    secrets.open();
    changes.release();
    thread = Thread.ofPlatform().name("webhooks-couriers").start(this::follow);
  }

  private void follow() {
    try {
      for (changes.acquire(); !closing; changes.acquire()) {
        var _ = changes.drainPermits();
        tryToHire();
      }
    } catch (InterruptedException e) {
      LOG.debug("webhooks close");
    } catch (RuntimeException e) {
      failure = e;
      LOG.error("webhooks: changes are followed no more", e);
    }
  }

  private void tryToHire() {
    try {
      hire();
    } catch (Problem behind) {
      // The view moves again once it has caught up. Those who run go on meanwhile.
      LOG.warn("webhooks: it cannot be said which there are: {}", behind.getMessage());
    }
  }

  /// Makes the couriers those that the rows want.
  ///
  /// @throws Problem 503 if the view cannot say at this moment which they are
  private void hire() {
    Map<String, Webhook> wanted = new ConcurrentHashMap<>();
    List<Seen<Webhook>> rows = desk.all();
    for (Seen<Webhook> row : rows) {
      if (row.value().getActive() && isOurs(row.value())) {
        wanted.put(row.key(), row.value());
      }
    }
    List<Courier> over = new ArrayList<>();
    running.forEach(
        (id, courier) -> {
          Webhook webhook = wanted.get(id);
          if (webhook == null || !courier.serves(webhook)) {
            over.add(courier);
            running.remove(id);
          }
        });
    close(over);
    standings.keySet().retainAll(rows.stream().map(Seen::key).toList());
    wanted.forEach((id, webhook) -> running.computeIfAbsent(id, _ -> started(webhook)));
  }

  /// A signature by another secret would be refused, or by a part of the instances only.
  private boolean isOurs(Webhook webhook) {
    boolean ours = secrets.areOf(webhook);
    if (!ours) {
      LOG.warn("{}: {}", Courier.group(webhook.getWebhookId()), OTHER_MASTER);
      standing(webhook.getWebhookId())
          .failed(new Failure(null, clock.instant(), OTHER_MASTER, 0, null));
    }
    return ours;
  }

  private Courier started(Webhook webhook) {
    Courier courier =
        new Courier(
            webhook,
            inside,
            secrets,
            caller(),
            desk,
            pace,
            standing(webhook.getWebhookId()),
            clock);
    courier.start();
    return courier;
  }

  private Standing standing(String webhookId) {
    return standings.computeIfAbsent(webhookId, _ -> new Standing());
  }

  private Caller caller() {
    return new Caller(reach, pace.answerWithin());
  }

  /// Sends a subscriber an event that tells of nothing, also while it is off.
  ///
  /// @throws Problem 409 if this process cannot sign for it
  WebhookJson.Tested test(Webhook webhook) throws InterruptedException {
    if (!secrets.areOf(webhook)) {
      throw Problem.conflict(OTHER_MASTER);
    }
    Instant now = clock.instant();
    Envelope envelope =
        Envelope.of(
            "test-" + UUID.randomUUID(),
            "webhook.test",
            now,
            Map.of("webhookId", webhook.getWebhookId()));
    try (Caller caller = caller()) {
      Outcome outcome =
          caller.post(
              URI.create(webhook.getUrl()),
              Signature.headers(envelope, secrets.signing(webhook, now), now),
              envelope.body());
      return WebhookJson.Tested.of(envelope.eventId(), outcome);
    }
  }

  /// How a subscription stands, as far as this process knows.
  WebhookJson.Status status(Webhook webhook) {
    Courier courier = running.get(webhook.getWebhookId());
    return WebhookJson.Status.of(
        webhook,
        secrets.areOf(webhook),
        courier == null ? 0 : courier.deliveries().waiting(),
        courier == null ? 0 : courier.deliveries().failing(),
        standing(webhook.getWebhookId()).shown());
  }

  @Override
  public Optional<String> trouble() {
    if (failure != null) {
      return Optional.of("changes are followed no more: " + failure);
    }
    return running.values().stream()
        .flatMap(courier -> courier.trouble().map(why -> courier.name() + ": " + why).stream())
        .reduce((one, other) -> one + "; " + other);
  }

  /// Those of every courier that there may ever be.
  @Override
  public List<Right> rights() {
    String why = "its couriers";
    return List.of(
        Right.groups(Courier.group(""), why, AclOperation.READ),
        Right.topic(Topics.ORDERS.name(), why, AclOperation.READ));
  }

  private static void close(List<Courier> over) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      over.forEach(courier -> threads.execute(courier::close));
    }
  }

  @Override
  public List<? extends Part> parts() {
    return List.copyOf(running.values());
  }

  @Override
  public void close() {
    closing = true;
    changes.release();
    Thread following = thread;
    if (following != null) {
      try {
        following.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    close(List.copyOf(running.values()));
    running.clear();
    desk.close();
  }
}
