package io.insideout.app.stores;

import io.insideout.console.log.Decoder;
import io.insideout.runtime.Sha256;
import io.insideout.runtime.store.Row;
import io.insideout.runtime.store.RowStore;
import io.insideout.runtime.store.Store;
import io.insideout.runtime.store.Store.Count;
import io.insideout.runtime.store.StoreAway;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// What is told of stores, rows and folds. What nobody is to read is masked, as in the log.
///
/// @param instance names this process
record Told(String instance, Decoder decoder) {
  /// What a store is called in the list of its service, and what it is made of.
  static Map<String, @Nullable Object> name(Store store) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("store", store.name());
    told.put("kind", store.kind().name().toLowerCase(Locale.ROOT));
    told.put("topics", store.topics());
    return told;
  }

  Map<String, @Nullable Object> store(Store store) {
    Map<String, @Nullable Object> told = name(store);
    told.put("instance", instance);
    told.put("partitions", store.partitions());
    try {
      Count count = store.count();
      told.put("rows", count.rows());
      told.put("isExact", count.isExact());
      told.put("trouble", null);
    } catch (StoreAway e) {
      told.put("rows", null);
      told.put("isExact", false);
      told.put("trouble", e.getMessage());
    }
    return told;
  }

  Map<String, @Nullable Object> row(RowStore store, Row row, Address address) {
    String topic = store.topics().getFirst();
    Map<String, @Nullable Object> value = decoder.shown(topic, row.key(), row.value());
    String key = String.valueOf(value.remove("key"));
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("instance", instance);
    told.put("key", key);
    address.id(row.key(), key).ifPresent(id -> told.put("id", id));
    told.put("partition", row.partition() == Row.NOWHERE ? null : row.partition());
    told.put(
        "log", row.knowsItsRecord() ? coordinates(topic, row.partition(), row.offset()) : null);
    told.put(
        "timestamp",
        row.timestampMillis() == Row.NOWHERE ? null : Decoder.time(row.timestampMillis()));
    told.putAll(value);
    told.put("digest", Sha256.hex(row.value()));
    return told;
  }

  Map<String, @Nullable Object> fold(RowStore store, Fold fold, Address address) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    Row row = fold.row();
    ConsumerRecord<byte[], byte[]> record = fold.record();
    told.put("instance", instance);
    told.put("verdict", fold.verdict().word());
    told.put("why", fold.why());
    told.put("row", row == null ? null : row(store, row, address));
    told.put("record", record == null ? null : record(record));
    told.put("looked", fold.records());
    told.put("covered", covered(fold.search()));
    return told;
  }

  private Map<String, @Nullable Object> record(ConsumerRecord<byte[], byte[]> record) {
    Map<String, @Nullable Object> value =
        decoder.shown(record.topic(), record.key(), record.value());
    value.remove("key");
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("log", coordinates(record.topic(), record.partition(), record.offset()));
    told.put("timestamp", Decoder.time(record.timestamp()));
    told.putAll(value);
    told.put("digest", record.value() == null ? null : Sha256.hex(record.value()));
    return told;
  }

  private static List<Map<String, @Nullable Object>> covered(KeySearch search) {
    List<Map<String, @Nullable Object>> covered = new ArrayList<>();
    search
        .looked()
        .forEach(
            (place, looked) -> {
              Map<String, @Nullable Object> one = new LinkedHashMap<>();
              one.put("partition", place.partition());
              one.put("from", looked.from());
              one.put("to", looked.to());
              one.put("begin", search.begins().getOrDefault(place, 0L));
              one.put("end", search.ends().getOrDefault(place, looked.to()));
              covered.add(one);
            });
    return covered;
  }

  private static String coordinates(String topic, int partition, long offset) {
    return topic + "/" + partition + "/" + offset;
  }
}
