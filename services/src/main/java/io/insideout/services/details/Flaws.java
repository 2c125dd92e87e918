package io.insideout.services.details;

import io.insideout.services.details.OrderSense.Sound;
import io.insideout.services.details.OrderSense.Unsettled;
import io.insideout.services.details.OrderSense.Unsound;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with an order, as far as it was looked at.
final class Flaws {
  private final List<String> all = new ArrayList<>();
  private boolean settled = true;

  /// A flaw of the order itself.
  void add(String flaw) {
    all.add(flaw);
  }

  /// A flaw in the light of a table, which may lag behind.
  void addUnsettled(String flaw) {
    add(flaw);
    settled = false;
  }

  OrderSense sense() {
    if (all.isEmpty()) {
      return new Sound();
    }
    return settled ? new Unsound(List.copyOf(all)) : new Unsettled(List.copyOf(all));
  }
}
