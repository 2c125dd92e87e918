package io.insideout.services.webhooks;

import static io.insideout.catalog.Topics.WEBHOOKS;

import io.insideout.catalog.Webhook;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.view.Index;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.View;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// Changes subscriptions: each change is a record of the log, made from the row as it is, and told
/// when the view shows it. In a process one is made after the other; where two processes change a
/// row at the same moment, the later record is the row.
final class WebhookDesk implements Courier.Off, AutoCloseable {
  /// More subscriptions are not taken.
  static final int MOST = 100;

  static final String ALL = "all";
  private static final String REQUEST = "request";
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(5);

  private final View<Webhook> view;
  private final Publisher publisher;
  private final Beginnings beginnings;
  private final InstantSource clock;
  private final ReentrantLock one = new ReentrantLock();

  /// What a caller asks for.
  ///
  /// @param key the digest of its Idempotency-Key, or null
  /// @param fingerprint the digest of all of it
  record Asked(
      WebhookRequest.Checked webhook,
      boolean fromBeginning,
      @Nullable String key,
      String fingerprint) {}

  /// A change that is durable.
  ///
  /// @param shown whether the view shows it already
  record Written(Seen<Webhook> row, boolean shown) {}

  /// Makes a row of the row as it is.
  interface Change {
    Webhook of(Webhook row) throws InterruptedException;
  }

  WebhookDesk(View<Webhook> view, Publisher publisher, Beginnings beginnings, InstantSource clock) {
    this.view = view;
    this.publisher = publisher;
    this.beginnings = beginnings;
    this.clock = clock;
  }

  /// The entries by which a row is found: all of them newest first, and those of one request.
  static List<Index> indexes(Webhook webhook) {
    Index all = new Index(ALL, "", webhook.getCreatedAtMicros());
    String key = webhook.getRequestKey();
    return key == null
        ? List.of(all)
        : List.of(all, new Index(REQUEST, key, webhook.getCreatedAtMicros()));
  }

  /// @throws Problem 404 if there is no such subscription
  Seen<Webhook> find(String webhookId) {
    Seen<Webhook> row = view.get(webhookId);
    if (row == null) {
      throw Problem.notFound("no webhook '" + webhookId + "' is known");
    }
    return row;
  }

  /// Makes a subscription. The same key and request make the same one, however often they come.
  ///
  /// @throws Problem 409 if the key was used for another request, or there are too many
  Written create(Asked asked, String masterCheck, Traceparent trace) throws InterruptedException {
    one.lockInterruptibly();
    try {
      awaitAll();
      Optional<Seen<Webhook>> same = same(asked);
      if (same.isPresent()) {
        return new Written(same.get(), true);
      }
      if (rows(ALL, "").size() >= MOST) {
        throw Problem.conflict("there are " + MOST + " webhooks, and no more are taken");
      }
      List<Long> begins = asked.fromBeginning() ? List.of() : beginnings.now();
      return write(WebhookRow.made(asked, masterCheck, begins, clock.instant()), trace);
    } finally {
      one.unlock();
    }
  }

  private Optional<Seen<Webhook>> same(Asked asked) {
    if (asked.key() == null) {
      return Optional.empty();
    }
    Optional<Seen<Webhook>> known = rows(REQUEST, asked.key()).stream().findFirst();
    if (known.isPresent() && !known.get().value().getFingerprint().equals(asked.fingerprint())) {
      throw Problem.conflict("this Idempotency-Key was used for another webhook");
    }
    return known;
  }

  /// Changes a subscription.
  ///
  /// @throws Problem 404 if there is no such subscription
  Written change(String webhookId, Change change, Traceparent trace) throws InterruptedException {
    one.lockInterruptibly();
    try {
      awaitAll();
      Seen<Webhook> row = find(webhookId);
      Webhook changed = change.of(row.value());
      return changed.equals(row.value()) ? new Written(row, true) : write(changed, trace);
    } finally {
      one.unlock();
    }
  }

  /// A row with nothing to send, until somebody wants it again: then it goes on where it stands.
  Webhook off(Webhook row, @Nullable String because) throws InterruptedException {
    return WebhookRow.off(row, because, beginnings.of(row));
  }

  @Override
  public void switchOff(Webhook webhook, String because) throws InterruptedException {
    try {
      var _ =
          change(
              webhook.getWebhookId(),
              // What was changed meanwhile has not been asked.
              row ->
                  row.getActive() && row.getUrl().equals(webhook.getUrl())
                      ? off(row, because)
                      : row,
              Traceparent.random());
    } catch (Problem gone) {
      // It was deleted meanwhile, or the log takes nothing: then it is asked again.
    }
  }

  /// Deletes a subscription.
  ///
  /// @return where the record of that stands, as long as the view does not show it
  /// @throws Problem 404 if there is no such subscription
  Optional<String> delete(String webhookId, Traceparent trace) throws InterruptedException {
    one.lockInterruptibly();
    try {
      awaitAll();
      var _ = find(webhookId);
      RecordMetadata written = publish(webhookId, null, trace);
      return isShown(written)
          ? Optional.empty()
          : Optional.of(WebhookJson.coordinates(written.partition(), written.offset()));
    } finally {
      one.unlock();
    }
  }

  /// All rows of an index, newest first.
  private List<Seen<Webhook>> rows(String index, String value) {
    return view.list(
            index, value, null, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, _ -> true, 2 * MOST)
        .items();
  }

  /// Every subscription that there is.
  List<Seen<Webhook>> all() {
    return rows(ALL, "");
  }

  private void awaitAll() throws InterruptedException {
    if (!view.awaitCommitted(SHOWN_WITHIN)) {
      throw Problem.unavailable("what was changed before cannot be seen yet");
    }
  }

  private Written write(Webhook row, Traceparent trace) throws InterruptedException {
    RecordMetadata written = publish(row.getWebhookId(), row, trace);
    return new Written(
        new Seen<>(row.getWebhookId(), row, written.partition(), written.offset()),
        isShown(written));
  }

  private RecordMetadata publish(String webhookId, @Nullable Webhook row, Traceparent trace)
      throws InterruptedException {
    try {
      return publisher.publish(WEBHOOKS, webhookId, row, clock.millis(), trace).get();
    } catch (ExecutionException e) {
      throw Problem.unavailable("the log does not take the change at this moment");
    }
  }

  private boolean isShown(RecordMetadata written) throws InterruptedException {
    return view.awaitOffset(written.partition(), written.offset(), SHOWN_WITHIN);
  }

  @Override
  public void close() {
    beginnings.close();
  }
}
