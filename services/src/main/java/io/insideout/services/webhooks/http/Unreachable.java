package io.insideout.services.webhooks.http;

/// A host that cannot be sent to. The message is a clause about it.
public final class Unreachable extends RuntimeException {
  Unreachable(String why) {
    super(why, null, false, false);
  }
}
