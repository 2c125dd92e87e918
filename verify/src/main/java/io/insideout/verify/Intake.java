package io.insideout.verify;

import io.insideout.catalog.DeadLetter;
import io.insideout.runtime.log.Redriven;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Hands the records of a log to an audit, each as what it is. What was sent again to one service
/// stands for a record that is judged already, and a letter that says where its record was sent to
/// is no other letter.
record Intake(EntryDecoder decoder, Audit audit) {
  Entry take(ConsumerRecord<byte[], byte[]> record) {
    Entry entry = decoder.decode(record);
    if (Redriven.isAddressed(record.headers())) {
      return entry;
    } else if (record.headers().lastHeader(Redriven.TO) != null
        && entry.content() instanceof Content.Value(DeadLetter letter, _)) {
      audit.sentAgain(entry, letter);
    } else {
      audit.accept(entry);
    }
    return entry;
  }
}
