package io.insideout.services.webhooks.http;

import java.time.Duration;

/// What came of sending an event.
public sealed interface Outcome {
  /// The subscriber has it.
  record Delivered(int status) implements Outcome {}

  /// The subscriber wants no event any more.
  record Gone() implements Outcome {}

  /// The subscriber is there, and does not take this event.
  ///
  /// @param why one sentence, with a little of what it answers
  /// @param pause that it asks for; zero where it does not
  record Refused(String why, Duration pause) implements Outcome {}

  /// The subscriber is not there, or has more than it can bear: it takes no other event either.
  ///
  /// @param why one sentence
  /// @param pause that it asks for; zero where it does not
  record Away(String why, Duration pause) implements Outcome {}

  /// In a word, for those who count.
  default String word() {
    return switch (this) {
      case Delivered _ -> "DELIVERED";
      case Gone _ -> "GONE";
      case Refused _ -> "REFUSED";
      case Away _ -> "AWAY";
    };
  }

  /// What a status means.
  ///
  /// @param excerpt of what was answered with it
  static Outcome of(int status, String excerpt, Duration pause) {
    String why = "it answers " + status + (excerpt.isEmpty() ? "" : ": " + excerpt);
    return switch (status) {
      case 410 -> new Gone();
      case 429, 502, 503, 504 -> new Away(why, pause);
      default -> status >= 200 && status < 300 ? new Delivered(status) : new Refused(why, pause);
    };
  }
}
