package io.insideout.simulation;

import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import io.insideout.verify.Quiet;
import io.insideout.verify.Report;
import io.insideout.verify.Violation;
import io.insideout.verify.Watch;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Sees every record as it is committed: hands those of the catalogue to the laws, and keeps a
/// digest of all.
final class Witness {
  private final Watch watch;
  private final DeadLetters letters;
  private final Stocktaking books;
  private final CRC32C digest = new CRC32C();
  private boolean isNew;

  Witness(Schemas schemas, Iterable<String> acknowledged, DeadLetters letters, Stocktaking books) {
    watch = new Watch(schemas, acknowledged);
    this.letters = letters;
    this.books = books;
  }

  void see(ConsumerRecord<byte[], byte[]> record) {
    digest.update(record.partition());
    update(record.key());
    if (record.topic().equals(Topics.DEAD_LETTERS.name())) {
      // Its value tells where in the code it was, from whoever began the schedule on.
      letters.accept(record);
    } else {
      update(record.value());
    }
    if (Topics.named(record.topic()).isPresent()) {
      books.accept(watch.accept(record));
      isNew = true;
    }
  }

  private void update(byte @Nullable [] bytes) {
    if (bytes == null) {
      digest.update(0);
    } else {
      digest.update(bytes, 0, bytes.length);
    }
  }

  /// What is wrong since the last look.
  List<Violation> look() {
    if (!isNew) {
      return List.of();
    }
    isNew = false;
    return watch.look();
  }

  /// Judges the whole, now that nothing is left to do.
  Report judgeTheEnd() {
    return watch.finish(Quiet.yes("nothing is left to deliver"));
  }

  /// Of all that was committed, in its order.
  String digest() {
    return HexFormat.of().toHexDigits((int) digest.getValue());
  }
}
