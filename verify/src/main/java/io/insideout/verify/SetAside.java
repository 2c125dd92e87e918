package io.insideout.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Topics;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The commands that stand in the log and were set aside as dead letters by the one who folds them.
/// They are accounted for: somebody can read them, and no order was made of them. One that was sent
/// again is not set aside any more, unless it was set aside again.
final class SetAside {
  private static final String FOLDS_COMMANDS = "orders";

  // How often a command was set aside, less how often it was sent again. The two are read from
  // different topics, in any order.
  private final Facts facts;
  private boolean empty = true;

  SetAside(Facts facts) {
    this.facts = facts;
  }

  /// @param cause what the letter names as its record: the first one, where it was sent again
  void accept(DeadLetter letter, @Nullable Coordinates cause) {
    if (letter.getService().equals(FOLDS_COMMANDS)
        && letter.getTopic().equals(Topics.ORDER_COMMANDS.name())) {
      Coordinates parked =
          new Coordinates(letter.getTopic(), letter.getPartition(), letter.getOffset());
      // A service that was rewound sets the same record aside once more: that is one letter.
      if (facts.get(key("letter " + parked)) == null) {
        facts.put(key("letter " + parked), new byte[0]);
        add(cause == null ? parked : cause, 1);
      }
    }
  }

  void sentAgain(Coordinates first) {
    if (first.topic().equals(Topics.ORDER_COMMANDS.name())) {
      add(first, -1);
    }
  }

  private void add(Coordinates command, int times) {
    byte[] key = key(command.toString());
    facts.put(key, ByteBuffer.allocate(Integer.BYTES).putInt(times(key) + times).array());
    empty = false;
  }

  boolean contains(Coordinates command) {
    return !empty && times(key(command.toString())) > 0;
  }

  private int times(byte[] key) {
    byte[] known = facts.get(key);
    return known == null ? 0 : ByteBuffer.wrap(known).getInt();
  }

  private static byte[] key(String coordinates) {
    return coordinates.getBytes(UTF_8);
  }
}
