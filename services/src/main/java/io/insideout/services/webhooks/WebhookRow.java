package io.insideout.services.webhooks;

import io.insideout.catalog.Webhook;
import io.insideout.services.webhooks.WebhookDesk.Asked;
import io.insideout.services.webhooks.WebhookRequest.Checked;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What becomes of a subscription's row, by what is wanted.
// Avro's classes are not annotated: some fields may be null in the schema.
@SuppressWarnings("NullAway")
final class WebhookRow {
  private WebhookRow() {}

  /// @param begins where it begins in each partition
  static Webhook made(Asked asked, String masterCheck, List<Long> begins, Instant now) {
    return new Webhook(
        UUID.randomUUID().toString(),
        asked.webhook().url(),
        asked.webhook().description(),
        asked.webhook().states(),
        true,
        null,
        begins,
        1,
        null,
        masterCheck,
        asked.key(),
        asked.fingerprint(),
        micros(now));
  }

  static Webhook changed(Webhook row, Checked checked) {
    return Webhook.newBuilder(row)
        .setUrl(checked.url())
        .setStates(checked.states())
        .setDescription(checked.description())
        .build();
  }

  static Webhook on(Webhook row) {
    return Webhook.newBuilder(row).setActive(true).setOffBecause(null).build();
  }

  /// @param because null where somebody wanted it
  /// @param stands where it goes on, once somebody wants it again
  static Webhook off(Webhook row, @Nullable String because, List<Long> stands) {
    return Webhook.newBuilder(row)
        .setActive(false)
        .setOffBecause(because)
        .setBegins(stands)
        .build();
  }

  /// @param hasFormer whether the secret that it had can go on signing
  static Webhook rotated(Webhook row, String masterCheck, boolean hasFormer, Instant now) {
    return Webhook.newBuilder(row)
        .setSecretVersion(row.getSecretVersion() + 1)
        .setRotatedAtMicros(hasFormer ? micros(now) : null)
        .setMasterCheck(masterCheck)
        .build();
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
