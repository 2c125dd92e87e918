package io.insideout.chaos.warehouse;

import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.verify.Coordinates;
import io.insideout.verify.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;

/// Every change of a row comes into the log once, and in its turn: people number them in a column
/// of their own, which is carried along.
public final class Revisions {
  private static final String COLUMN = "revision";

  private final Map<String, Long> last = new HashMap<>();
  private final List<Violation> found = new ArrayList<>();

  Revisions() {}

  /// Holds it for the whole topic of stock.
  public static List<Violation> check(LogClient log, Schemas schemas) {
    Revisions revisions = new Revisions();
    try (var reader = log.reader("revisions")) {
      reader.assign(LogClient.partitions(reader, Topics.STOCK));
      reader.seekToBeginning(reader.assignment());
      LogClient.readToEnd(
          reader,
          record -> {
            if (record.value() != null) {
              revisions.see(
                  new String(record.key(), StandardCharsets.UTF_8),
                  record.value(),
                  schemas,
                  new Coordinates(record.topic(), record.partition(), record.offset()));
            }
          });
    }
    return revisions.found();
  }

  List<Violation> found() {
    return List.copyOf(found);
  }

  private void see(String sku, byte[] value, Schemas schemas, Coordinates at) {
    try {
      GenericRecord row = schemas.read(value);
      if (row.hasField(COLUMN) && row.get(COLUMN) instanceof Long revision) {
        see(sku, revision, at);
      }
    } catch (SerializationException bad) {
      // It is no row.
    }
  }

  void see(String sku, long revision, Coordinates at) {
    long before = last.getOrDefault(sku, 0L);
    if (revision <= before) {
      found.add(
          new Violation(
              'L',
              "change %d of %s came when change %d was there already"
                  .formatted(revision, sku, before),
              List.of(at)));
    }
    last.put(sku, revision);
  }
}
