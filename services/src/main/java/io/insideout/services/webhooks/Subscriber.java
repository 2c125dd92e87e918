package io.insideout.services.webhooks;

import io.insideout.services.webhooks.http.Outcome;

/// Who wants events, as deliveries see it.
interface Subscriber {
  /// Sends an event, signed.
  Outcome send(Envelope envelope) throws InterruptedException;

  /// Takes it at its word that it wants nothing any more.
  void isGone() throws InterruptedException;
}
