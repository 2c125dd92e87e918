package io.insideout.bench;

import org.jspecify.annotations.Nullable;

/// One measured figure beside the machine's own limit, and what is aimed at.
///
/// @param what was measured
/// @param unit of all three
/// @param measured the figure
/// @param limitIs what the limit is of; null where there is none
/// @param limit what the machine can do; null where it was not measured
/// @param ratio the figure as a multiple of the limit; null without one
/// @param aim null where there is none
/// @param met whether the aim is reached; null without one
public record Figure(
    String what,
    String unit,
    double measured,
    @Nullable String limitIs,
    @Nullable Double limit,
    @Nullable Double ratio,
    @Nullable Double aim,
    @Nullable Boolean met) {
  static Figure of(String what, String unit, double measured) {
    return new Figure(what, unit, measured, null, null, null, null, null);
  }

  /// The figure beside a limit, if that is known.
  Figure beside(String limitIs, @Nullable Double limit) {
    return limit == null
        ? this
        : new Figure(what, unit, measured, limitIs, limit, measured / limit, aim, met);
  }

  Figure atMost(double aim) {
    return new Figure(what, unit, measured, limitIs, limit, ratio, aim, measured <= aim);
  }

  Figure atLeast(double aim) {
    return new Figure(what, unit, measured, limitIs, limit, ratio, aim, measured >= aim);
  }
}
