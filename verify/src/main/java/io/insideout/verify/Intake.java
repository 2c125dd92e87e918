package io.insideout.verify;

import io.insideout.catalog.DeadLetter;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.Redriven;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Hands the records of a log to an audit, each as what it is. What was sent again to one service
/// stands for a record that is judged already, and a letter that says where its record was sent to
/// is no other letter.
record Intake(EntryDecoder decoder, Audit audit) {
  Entry take(ConsumerRecord<byte[], byte[]> record) {
    Entry entry = decoder.decode(record);
    String from = Causes.text(record.headers(), Redriven.FROM);
    String service = Causes.text(record.headers(), Redriven.FOR);
    String to = Causes.text(record.headers(), Redriven.TO);
    if (service != null) {
      Coordinates first = from == null ? entry.at() : Coordinates.parse(from).orElse(entry.at());
      audit.sentAgain(entry, first, service);
    } else if (to != null && entry.content() instanceof Content.Value(DeadLetter letter, _)) {
      audit.sentAgain(entry, letter, Coordinates.parse(to).orElse(entry.at()));
    } else {
      audit.accept(entry);
    }
    return entry;
  }
}
