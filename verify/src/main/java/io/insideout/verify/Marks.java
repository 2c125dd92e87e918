package io.insideout.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A digest of every record, so that one that is named by its coordinates can be told to be there,
/// and to be what it is said to be. Digests are kept in blocks, a few bytes for each record; each
/// partition has one block in memory.
final class Marks {
  /// Of a record whose bytes nobody has, as in a test.
  static final long UNKNOWN = 0;

  private static final int BLOCK = 256;

  private static final class Block {
    final long[] offsets = new long[BLOCK];
    final long[] digests = new long[BLOCK];
    int size;
  }

  /// Blocks that are full, by their last offset.
  private final Facts full;

  private final Map<Cut.Place, Block> open = new HashMap<>();
  private final Map<Cut.Place, Long> firstOffsets = new HashMap<>();

  Marks(Facts full) {
    this.full = full;
  }

  void add(Entry entry) {
    Coordinates at = entry.at();
    Cut.Place place = new Cut.Place(at.topic(), at.partition());
    firstOffsets.merge(place, at.offset(), Math::min);
    Block block = open.computeIfAbsent(place, _ -> new Block());
    block.offsets[block.size] = at.offset();
    block.digests[block.size] = digest(entry);
    if (++block.size == BLOCK) {
      put(at, block);
      block.size = 0;
    }
  }

  private void put(Coordinates last, Block block) {
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK * 2 * Long.BYTES);
    for (int i = 0; i < BLOCK; i++) {
      bytes.putLong(block.offsets[i]).putLong(block.digests[i]);
    }
    full.put(key(last), bytes.array());
  }

  /// The digest of the record at these coordinates; null if there is none.
  @Nullable Long at(Coordinates at) {
    Block block = open.get(new Cut.Place(at.topic(), at.partition()));
    for (int i = 0; block != null && i < block.size; i++) {
      if (block.offsets[i] == at.offset()) {
        return block.digests[i];
      }
    }
    byte[] from = key(at);
    try (Facts.Cursor cursor = full.scan(from)) {
      return cursor.next() && FactKey.sameSubject(from, cursor.key())
          ? find(ByteBuffer.wrap(cursor.value()), at.offset())
          : null;
    }
  }

  private static @Nullable Long find(ByteBuffer block, long offset) {
    while (block.hasRemaining()) {
      long at = block.getLong();
      long digest = block.getLong();
      if (at == offset) {
        return digest;
      }
    }
    return null;
  }

  /// Whether the log may have had something there that it has no more: it begins behind.
  boolean isBeforeTheLog(Coordinates at) {
    Long first = firstOffsets.get(new Cut.Place(at.topic(), at.partition()));
    return first != null && at.offset() < first;
  }

  private static long digest(Entry entry) {
    return switch (entry.content()) {
      case Content.Value(_, var raw) when !raw.hasRemaining() -> UNKNOWN;
      case Content.Value(_, var raw) -> digest(entry.key(), raw);
      case Content.Tombstone() -> digest(entry.key(), null);
      case Content.Undecodable(_, var raw) -> digest(entry.key(), raw);
    };
  }

  /// The digest of a record with this key and this value.
  static long digest(@Nullable String key, @Nullable ByteBuffer value) {
    long ofKey = crc(key == null ? null : ByteBuffer.wrap(key.getBytes(UTF_8)));
    return ofKey << Integer.SIZE | crc(value);
  }

  private static long crc(@Nullable ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    if (bytes != null) {
      // So that nothing is told from an empty text.
      crc.update(1);
      crc.update(bytes.duplicate());
    }
    return crc.getValue();
  }

  private static byte[] key(Coordinates at) {
    return FactKey.numbered(at.topic() + "/" + at.partition(), at.offset(), 0, 0);
  }
}
