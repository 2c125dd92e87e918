package io.insideout.app.stores;

import io.insideout.runtime.store.Row;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A row, held against the newest record of its key.
///
/// @param why in one sentence
/// @param row as it was at that moment, if there was one
/// @param record the newest, if the log has one, as far as was looked
/// @param search that found it
/// @param records how many were looked at
record Fold(
    Verdict verdict,
    String why,
    @Nullable Row row,
    @Nullable ConsumerRecord<byte[], byte[]> record,
    KeySearch search,
    long records) {}
