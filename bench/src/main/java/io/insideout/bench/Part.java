package io.insideout.bench;

/// What can be measured.
public enum Part {
  /// The machine itself: the bare log, and a bare loop of the same hops.
  LIMITS,
  /// How long orders take at a fixed rate.
  LATENCY,
  /// How many orders are decided in a second at most.
  SATURATION,
  /// A retailer's file as fast as possible.
  REPLAY,
  /// From the launch of a process to the first order that is decided.
  START,
  /// What an order costs while the state grows.
  GROWTH;

  /// Whether it can be measured on a system that runs already, and has a state and a past.
  public boolean onRunningSystem() {
    return this == LATENCY || this == SATURATION;
  }
}
