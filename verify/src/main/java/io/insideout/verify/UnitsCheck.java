package io.insideout.verify;

/// Holds the books of one order about one SKU against each other.
record UnitsCheck(
    String orderId, String sku, Units units, Coordinates newestVersion, Findings findings) {

  void check(LifeCycle.Claim claim, Moment moment) {
    findings.count("units reserved", units.reserved);
    findings.count("units released", units.released);
    findings.count("units that came back", units.cameBack);
    entries();
    left(moment);
    switch (claim) {
      case OPEN -> {}
      case HOLDS -> holds(moment);
      case GIVES_BACK -> givesBack(moment);
    }
  }

  private void entries() {
    if (units.reservedEntries > 1 && units.lastReserved != null) {
      found("was reserved %,d times".formatted(units.reservedEntries), units.lastReserved);
    }
    if (units.releasedEntries > 1 && units.lastReleased != null) {
      found("was released %,d times".formatted(units.releasedEntries), units.lastReleased);
    }
    if (units.lastReserved != null && units.reserved != units.asked) {
      found(
          "%,d units were asked for and %,d reserved".formatted(units.asked, units.reserved),
          units.lastReserved);
    }
    if (units.cameBack > units.reserved) {
      found(
          "%,d units came back of %,d reserved".formatted(units.cameBack, units.reserved),
          newestVersion);
    }
    if (units.lastReleased == null) {
      return;
    }
    if (units.released > units.reserved) {
      found(
          "%,d units were released of %,d reserved".formatted(units.released, units.reserved),
          units.lastReleased);
    } else if (units.lastReserved != null
        && units.lastReserved.partition() == units.lastReleased.partition()
        && units.lastReserved.offset() > units.lastReleased.offset()) {
      found("was reserved after it was released", units.lastReleased, units.lastReserved);
    }
  }

  /// What has left stays reserved: the warehouse counts it as shipped, and whoever were promised it
  /// again would be promised what is gone.
  private void left(Moment moment) {
    long held = units.reserved - units.released;
    if (units.left > held && moment.isRipe(newestVersion)) {
      found("%,d units have left, and %,d are reserved".formatted(units.left, held), newestVersion);
    }
  }

  /// While the system works, a release can belong to a later version that was not read.
  private void holds(Moment moment) {
    long due = moment.isQuiet() ? units.asked - units.dueBack : units.asked;
    long held = moment.isQuiet() ? units.held() : units.reserved;
    if (held != due && moment.isRipe(newestVersion)) {
      found("is due %,d units and holds %,d".formatted(due, held), newestVersion);
    }
  }

  private void givesBack(Moment moment) {
    if (units.held() == 0) {
      return;
    }
    if (moment.isQuiet()) {
      found("ended, and still holds %,d units".formatted(units.held()), newestVersion);
    } else {
      findings.count("releases in flight");
    }
  }

  private void found(String what, Coordinates... at) {
    findings.violation("order %s, SKU %s: %s".formatted(orderId, sku, what), at);
  }
}
