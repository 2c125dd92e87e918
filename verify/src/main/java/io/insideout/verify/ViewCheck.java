package io.insideout.verify;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// One view of one instance, and the fold of the log that it should equal. The two are tables of
/// the same order, compared in one walk through both.
final class ViewCheck {
  private final String topic;
  private final ViewDump head;
  private final Facts shown;
  private final Facts folded;
  private final MessageDigest sha256;

  ViewCheck(ViewDump head, Scratch scratch, String name) {
    this.topic = head.topic();
    this.head = head;
    this.shown = scratch.facts(name + "-shown");
    this.folded = scratch.facts(name + "-folded");
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void accept(ViewDump.Row row, Findings findings) {
    findings.count("keys shown");
    byte[] key = FactKey.of(row.key());
    if (shown.get(key) != null) {
      findings.violation("%s shows key %s twice".formatted(head.source(), row.key()), row.at());
    }
    shown.put(key, bytes(row.at(), HexFormat.of().parseHex(row.digest())));
  }

  /// Folds the log as a view does: what has no key or does not decode changes nothing.
  void accept(Entry entry, Findings findings) {
    Coordinates at = entry.at();
    if (!at.topic().equals(topic) || entry.key() == null) {
      return;
    }
    if (at.offset() >= head.positions().getOrDefault(at.partition(), 0L)) {
      findings.count("records yet to be applied");
      return;
    }
    byte[] key = FactKey.of(entry.key());
    switch (entry.content()) {
      case Content.Value(_, ByteBuffer raw) -> {
        sha256.update(raw.duplicate());
        folded.put(key, bytes(at, sha256.digest()));
      }
      case Content.Tombstone() -> folded.remove(key);
      case Content.Undecodable _ -> {}
    }
  }

  void finish(Moment moment, Findings findings) {
    head.positions()
        .forEach(
            (partition, position) -> {
              if (position > moment.read().end(topic, partition)) {
                findings.violation(
                    "%s has applied partition %d up to offset %,d, which the log does not have"
                        .formatted(head.source(), partition, position),
                    new Coordinates(topic, partition, position - 1));
              }
            });
    try (Facts.Cursor left = shown.scan(new byte[0]);
        Facts.Cursor right = folded.scan(new byte[0])) {
      compare(left, right, findings);
    }
  }

  private void compare(Facts.Cursor left, Facts.Cursor right, Findings findings) {
    boolean hasLeft = left.next();
    boolean hasRight = right.next();
    while (hasLeft || hasRight) {
      int order = !hasLeft ? 1 : !hasRight ? -1 : Arrays.compareUnsigned(left.key(), right.key());
      if (order < 0) {
        Coordinates at = at(left.value());
        findings.violation(
            "%s shows key %s, which the log does not have up to there"
                .formatted(head.source(), FactKey.subject(left.key())),
            at);
      } else if (order > 0) {
        findings.violation(
            "%s does not show key %s".formatted(head.source(), FactKey.subject(right.key())),
            at(right.value()));
      } else if (!Arrays.equals(left.value(), right.value())) {
        differ(FactKey.subject(left.key()), left.value(), right.value(), findings);
      }
      hasLeft = order <= 0 ? left.next() : hasLeft;
      hasRight = order >= 0 ? right.next() : hasRight;
    }
  }

  private void differ(String key, byte[] left, byte[] right, Findings findings) {
    Coordinates shownAt = at(left);
    Coordinates foldedAt = at(right);
    if (shownAt.equals(foldedAt)) {
      findings.violation(
          "%s shows key %s with other bytes than the log".formatted(head.source(), key), foldedAt);
    } else if (shownAt.partition() == foldedAt.partition()
        && shownAt.offset() < foldedAt.offset()) {
      findings.violation("%s is stale at key %s".formatted(head.source(), key), shownAt, foldedAt);
    } else {
      findings.violation(
          "%s shows key %s from a record that is not the newest committed one"
              .formatted(head.source(), key),
          shownAt,
          foldedAt);
    }
  }

  private static byte[] bytes(Coordinates at, byte[] digest) {
    return ByteBuffer.allocate(12 + digest.length)
        .putInt(at.partition())
        .putLong(at.offset())
        .put(digest)
        .array();
  }

  private Coordinates at(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    return new Coordinates(topic, in.getInt(), in.getLong());
  }
}
