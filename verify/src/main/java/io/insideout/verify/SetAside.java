package io.insideout.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Topics;

/// The commands that stand in the log and were set aside as dead letters by the one who folds them.
/// They are accounted for: somebody can read them, and no order was made of them.
final class SetAside {
  private static final String FOLDS_COMMANDS = "orders";

  private final Facts facts;
  private boolean empty = true;

  SetAside(Facts facts) {
    this.facts = facts;
  }

  void accept(DeadLetter letter) {
    if (letter.getService().equals(FOLDS_COMMANDS)
        && letter.getTopic().equals(Topics.ORDER_COMMANDS.name())) {
      facts.put(
          key(letter.getTopic() + "/" + letter.getPartition() + "/" + letter.getOffset()),
          new byte[0]);
      empty = false;
    }
  }

  boolean contains(Coordinates command) {
    return !empty && facts.get(key(command.toString())) != null;
  }

  private static byte[] key(String coordinates) {
    return coordinates.getBytes(UTF_8);
  }
}
