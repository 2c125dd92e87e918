package io.insideout.services.webhooks;

import static io.insideout.catalog.Topics.WEBHOOKS;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Webhook;
import io.insideout.runtime.view.Seen;
import io.insideout.services.webhooks.http.Outcome;
import io.insideout.services.webhooks.http.Outcome.Away;
import io.insideout.services.webhooks.http.Outcome.Delivered;
import io.insideout.services.webhooks.http.Outcome.Gone;
import io.insideout.services.webhooks.http.Outcome.Refused;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A subscription as callers see it.
///
/// @param states those of the versions that are sent; empty for all
/// @param rotatedAt when its secret was replaced last
/// @param secret where it was made a moment ago; absent else
/// @param log where its row stands in the log, as `topic/partition/offset`
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookJson(
    String webhookId,
    String url,
    @Nullable String description,
    List<String> states,
    boolean active,
    @Nullable String offBecause,
    String createdAt,
    int secretVersion,
    @Nullable String rotatedAt,
    @Nullable String secret,
    @JsonUnwrapped Status status,
    String log) {

  /// How it stands, in the process that answers, since that was started.
  ///
  /// @param state ACTIVE, FAILING while something was sent and not taken, OFF
  /// @param waiting events that were read and are not delivered; more may wait in the log
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Status(
      String state,
      long delivered,
      int waiting,
      @Nullable DeliveredJson lastDelivered,
      @Nullable FailureJson lastFailure) {

    /// @param ours whether this process can sign for it
    static Status of(
        Webhook webhook, boolean ours, int waiting, int failing, Standing.Shown standing) {
      String state = !webhook.getActive() ? "OFF" : failing > 0 || !ours ? "FAILING" : "ACTIVE";
      Standing.Success success = standing.lastDelivered();
      Standing.Failure failure = standing.lastFailure();
      return new Status(
          state,
          standing.delivered(),
          waiting,
          success == null ? null : new DeliveredJson(success.eventId(), success.at().toString()),
          failure == null ? null : FailureJson.of(failure, webhook.getActive()));
    }
  }

  record DeliveredJson(String eventId, String at) {}

  /// @param attempt how often the event had been sent by then
  /// @param nextAttemptAt absent where it is not sent again
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FailureJson(
      @Nullable String eventId,
      String at,
      String what,
      int attempt,
      @Nullable String nextAttemptAt) {
    static FailureJson of(Standing.Failure failure, boolean active) {
      Instant next = active ? failure.nextAttemptAt() : null;
      return new FailureJson(
          failure.eventId(),
          failure.at().toString(),
          failure.what(),
          failure.attempt(),
          next == null ? null : next.toString());
    }
  }

  /// What came of an event that was sent to try.
  ///
  /// @param what one sentence
  record Tested(String eventId, boolean delivered, String what) {
    static Tested of(String eventId, Outcome outcome) {
      return switch (outcome) {
        case Delivered(var status) -> new Tested(eventId, true, "it answers " + status);
        case Gone _ -> new Tested(eventId, false, "it answers 410");
        case Refused(var why, var _) -> new Tested(eventId, false, why);
        case Away(var why, var _) -> new Tested(eventId, false, why);
      };
    }
  }

  static WebhookJson of(Seen<Webhook> row, Status status, @Nullable SigningSecret secret) {
    Webhook webhook = row.value();
    Long rotated = webhook.getRotatedAtMicros();
    return new WebhookJson(
        webhook.getWebhookId(),
        webhook.getUrl(),
        webhook.getDescription(),
        webhook.getStates().stream().map(OrderState::name).toList(),
        webhook.getActive(),
        webhook.getOffBecause(),
        time(webhook.getCreatedAtMicros()),
        webhook.getSecretVersion(),
        rotated == null ? null : time(rotated),
        secret == null ? null : secret.text(),
        status,
        coordinates(row.partition(), row.offset()));
  }

  static String coordinates(int partition, long offset) {
    return WEBHOOKS.name() + "/" + partition + "/" + offset;
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
