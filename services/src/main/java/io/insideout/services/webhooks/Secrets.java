package io.insideout.services.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.insideout.catalog.Webhook;
import io.insideout.runtime.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The subscriptions' secrets, each derived from the master's by the subscription's id and the
/// version of its secret: so none of them has to be kept anywhere, and none tells of another.
final class Secrets {
  /// For how long the former secret signs as well, after it was replaced.
  static final Duration BOTH_FOR = Duration.ofHours(24);

  private static final int CHECK_BYTES = 6;

  private final Supplier<Secret> master;
  private volatile @Nullable SigningSecret opened;

  /// @param master is asked once, when they are opened
  Secrets(Supplier<Secret> master) {
    this.master = master;
  }

  /// @throws io.insideout.runtime.StartFailure if there is no master secret that can be used
  void open() {
    opened = new SigningSecret(master.get().text().getBytes(UTF_8));
  }

  private SigningSecret master() {
    return requireNonNull(opened, "not opened");
  }

  /// Tells the master secret from others, and nothing else of it.
  String check() {
    return HexFormat.of().formatHex(master().sign("check".getBytes(UTF_8)), 0, CHECK_BYTES);
  }

  /// Whether a subscription's secret was derived from this master's, and can be again.
  boolean areOf(Webhook webhook) {
    return webhook.getMasterCheck().equals(check());
  }

  SigningSecret of(Webhook webhook) {
    return of(webhook, webhook.getSecretVersion());
  }

  /// Those that sign at a time: the newest first, and the former one while receivers change over.
  List<SigningSecret> signing(Webhook webhook, Instant now) {
    return isChangingOver(webhook, now)
        ? List.of(of(webhook), of(webhook, webhook.getSecretVersion() - 1))
        : List.of(of(webhook));
  }

  static boolean isChangingOver(Webhook webhook, Instant now) {
    Long rotated = webhook.getRotatedAtMicros();
    return rotated != null
        && now.isBefore(Instant.EPOCH.plus(rotated, ChronoUnit.MICROS).plus(BOTH_FOR));
  }

  private SigningSecret of(Webhook webhook, int version) {
    String name = "webhook\0" + webhook.getWebhookId() + "\0" + version;
    return new SigningSecret(master().sign(name.getBytes(UTF_8)));
  }
}
