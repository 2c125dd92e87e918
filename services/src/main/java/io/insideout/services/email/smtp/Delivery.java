package io.insideout.services.email.smtp;

/// What came of handing a mail over. No reason holds an address, nor what a server has said, for
/// that may.
sealed interface Delivery {
  /// The server has it.
  record Sent() implements Delivery {}

  /// Nobody will ever take it.
  record Refused(String why) implements Delivery {}

  /// The server does not take it for this recipient at this moment.
  record Deferred(String why) implements Delivery {}

  /// The server is away, or takes nothing.
  record Unreachable(String why) implements Delivery {}

  /// In a word, for those who count.
  default String outcome() {
    return switch (this) {
      case Sent _ -> "SENT";
      case Refused _ -> "REFUSED";
      case Deferred _ -> "DEFERRED";
      case Unreachable _ -> "UNREACHABLE";
    };
  }
}
