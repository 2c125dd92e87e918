package io.insideout.console.log;

import io.insideout.console.query.Query;
import io.insideout.runtime.http.EventStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Tells records as they are committed, as server-sent events: five in a second at most, each with
/// some of the records that came, and how many came. Where they come faster than anybody reads, one
/// of so many is looked at, and one of so many told.
record Tail(Query query, Decoder decoder, BooleanSupplier ended) {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long EVENT_NANOS = Duration.ofMillis(200).toNanos();
  private static final long SIGN_OF_LIFE_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int MOST_LOOKED_AT = 400;
  private static final int MOST_TOLD = 40;

  /// Until the system closes, or whoever listens has gone: then writing fails.
  void write(Consumer<byte[], byte[]> reader, EventStream out) throws IOException {
    long toldNanos = System.nanoTime();
    out.beat();
    while (!ended.getAsBoolean()) {
      Thinned<ConsumerRecord<byte[], byte[]>> come = gather(reader);
      if (come.seen() > 0) {
        out.tell(event(come));
        toldNanos = System.nanoTime();
      } else if (System.nanoTime() - toldNanos > SIGN_OF_LIFE_NANOS) {
        out.beat();
        toldNanos = System.nanoTime();
      }
    }
  }

  private static Thinned<ConsumerRecord<byte[], byte[]>> gather(Consumer<byte[], byte[]> reader) {
    Thinned<ConsumerRecord<byte[], byte[]>> come = new Thinned<>(MOST_LOOKED_AT);
    long deadlineNanos = System.nanoTime() + EVENT_NANOS;
    while (System.nanoTime() < deadlineNanos) {
      reader.poll(POLL).forEach(come::add);
    }
    return come;
  }

  private Map<String, Object> event(Thinned<ConsumerRecord<byte[], byte[]>> come) {
    Thinned<Map<String, ?>> matched = new Thinned<>(MOST_TOLD);
    for (ConsumerRecord<byte[], byte[]> record : come.kept()) {
      Map<String, ?> shown = decoder.shown(record).tree();
      if (query.matches(shown)) {
        matched.add(shown);
      }
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("records", matched.kept());
    event.put("seen", come.seen());
    event.put("looked", come.kept().size());
    event.put("matched", matched.seen());
    event.put("sampled", come.every() * matched.every());
    return event;
  }
}
