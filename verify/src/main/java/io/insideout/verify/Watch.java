package io.insideout.verify;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// An audit that stands beside a log while it grows, and looks at it after every step instead of
/// only at the end: what a later record would put right again is seen.
///
/// It wants the records in an order in which they were committed, all of one transaction before
/// [#look]. Then every silence counts: a record whose cause is not there, or an answer without what
/// belongs to it, is a violation at once. It keeps the history on the heap. For one thread.
public final class Watch {
  private final Audit audit;
  private final Intake intake;
  private final Set<String> touched = new LinkedHashSet<>();
  private final Set<String> letters = new LinkedHashSet<>();

  /// @param acknowledged ids of orders whose commands were acknowledged to a caller; gone through
  ///   by [#finish]
  public Watch(Schemas schemas, Iterable<String> acknowledged) {
    audit = new Audit(Scratch.inMemory(), acknowledged);
    intake = new Intake(new EntryDecoder(schemas, Topics.all()), audit);
  }

  /// Takes a committed record of a topic of the catalogue.
  ///
  /// @return the same, decoded
  public Entry accept(ConsumerRecord<byte[], byte[]> record) {
    Entry entry = intake.take(record);
    if (entry.content() instanceof Content.Value(var value, _)) {
      if (value instanceof DeadLetter letter) {
        letters.add(LettersLaw.id(letter));
      } else if (Kind.of(record.topic(), value) != null) {
        touched.add(Kind.orderId(value));
      }
    }
    return entry;
  }

  /// Judges every order and every letter that a record came of since the last look.
  ///
  /// @return what is wrong; nothing while the laws hold
  public List<Violation> look() {
    List<Violation> found = audit.look(touched, letters);
    touched.clear();
    letters.clear();
    return found;
  }

  /// Judges the whole history, after the last record.
  public Report finish(Quiet quiet) {
    return audit.finish(quiet);
  }
}
