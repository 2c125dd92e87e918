package io.insideout.story;

import org.jspecify.annotations.Nullable;

/// Somebody whom an order waits for.
///
/// @param who a service, the payment provider or the warehouse
/// @param what they are to do, such as `to check card, customer`
/// @param sinceMillis since when it could have been done, milliseconds since the epoch
/// @param setAside the dead letter in which they have set something of it aside since; mostly null
record Awaited(String who, String what, long sinceMillis, @Nullable String setAside) {
  static final String PROVIDER = "payment provider";
  static final String WAREHOUSE = "warehouse";

  Awaited(String who, String what, long sinceMillis) {
    this(who, what, sinceMillis, null);
  }

  Awaited heldUpBy(String letter) {
    return new Awaited(who, what, sinceMillis, letter);
  }
}
