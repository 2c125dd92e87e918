package io.insideout.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.DeadLetter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The records that stand in the log and that a service has set aside as dead letters. They are
/// accounted for: somebody can read them, and nothing was made of them. One that was sent again is
/// not set aside any more, unless it was set aside again.
final class SetAside {
  // How often a record was set aside, less how often it was sent again. The two come in any order.
  private final Facts facts;
  private boolean empty = true;

  SetAside(Facts facts) {
    this.facts = facts;
  }

  /// @param cause what the letter names as its record: the first one, where it was sent again
  void accept(DeadLetter letter, @Nullable Coordinates cause) {
    Coordinates parked = origin(letter);
    byte[] known = key("letter", letter.getService(), parked);
    // A service that was rewound sets the same record aside once more: that is one letter.
    if (facts.get(known) == null) {
      facts.put(known, new byte[0]);
      add(letter.getService(), cause == null ? parked : cause, 1);
    }
  }

  /// The record of a letter was sent again.
  void sentAgain(DeadLetter letter, @Nullable Coordinates cause) {
    add(letter.getService(), cause == null ? origin(letter) : cause, -1);
  }

  static Coordinates origin(DeadLetter letter) {
    return new Coordinates(letter.getTopic(), letter.getPartition(), letter.getOffset());
  }

  private void add(String service, Coordinates first, int times) {
    byte[] key = key("record", service, first);
    byte[] known = facts.get(key);
    int before = known == null ? 0 : ByteBuffer.wrap(known).getInt();
    facts.put(key, ByteBuffer.allocate(Integer.BYTES).putInt(before + times).array());
    empty = false;
  }

  /// Whether a service has set a record aside and not been sent it again.
  boolean isOpen(String service, Coordinates first) {
    byte[] known = known(service, first);
    return known != null && ByteBuffer.wrap(known).getInt() > 0;
  }

  /// Whether a service had set a record aside, and was sent it again since.
  boolean wasSentAgain(String service, Coordinates first) {
    byte[] known = known(service, first);
    return known != null && ByteBuffer.wrap(known).getInt() <= 0;
  }

  private byte @Nullable [] known(String service, Coordinates first) {
    return empty ? null : facts.get(key("record", service, first));
  }

  private static byte[] key(String what, String service, Coordinates at) {
    return "%s %s %s".formatted(what, service, at).getBytes(UTF_8);
  }
}
