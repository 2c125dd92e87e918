package io.insideout.sql.view;

/// An answer goes beyond a bound, and ends there. The message is a sentence for who asked.
final class AnswerEnds extends RuntimeException {
  AnswerEnds(String message) {
    super(message, null, false, false);
  }
}
