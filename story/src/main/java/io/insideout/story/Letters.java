package io.insideout.story;

import io.insideout.catalog.DeadLetter;

/// Dead letters, as they are named.
final class Letters {
  private Letters() {}

  /// What a letter is called where it is sent again.
  static String id(DeadLetter letter) {
    return letter.getService() + "/" + origin(letter);
  }

  /// Where the record stands that was set aside.
  static String origin(DeadLetter letter) {
    return letter.getTopic() + "/" + letter.getPartition() + "/" + letter.getOffset();
  }
}
