package io.insideout.runtime.log;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// The headers that tell a record's story: what it belongs to, and which record it was made from.
/// They are stamped by the runtime; no service names them.
public final class Causes {
  /// What the record belongs to: the order's id, or the key where there is no order.
  public static final String CORRELATION_ID = "correlation-id";

  /// The record that this one was made from, as `topic/partition/offset`. Absent where the record
  /// came from outside.
  public static final String CAUSE = "cause";

  /// W3C trace context, level 1.
  public static final String TRACEPARENT = "traceparent";

  /// When the record was written, milliseconds since the epoch by the clock of who wrote it. The
  /// record's own timestamp is event time, which is the same along the whole story, and of 2010
  /// where 2010 is replayed.
  public static final String WRITTEN = "written-millis";

  private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");

  private Causes() {}

  /// Begins a story: a record that comes from outside.
  public static void begin(Headers headers, String correlationId, Traceparent trace) {
    set(headers, CORRELATION_ID, correlationId);
    set(headers, TRACEPARENT, trace.toString());
  }

  /// Goes on with the story: from here on the headers are those of what is made *from* the record
  /// at these coordinates.
  public static void continueFrom(
      Headers headers, byte @Nullable [] key, String topic, int partition, long offset) {
    continueFrom(headers, key, topic + "/" + partition + "/" + offset);
  }

  /// The same.
  ///
  /// @param here the coordinates, as `topic/partition/offset`
  public static void continueFrom(Headers headers, byte @Nullable [] key, String here) {
    if (headers.lastHeader(CORRELATION_ID) == null && key != null) {
      set(headers, CORRELATION_ID, new String(key, StandardCharsets.UTF_8));
    }
    Traceparent trace = Traceparent.parse(text(headers, TRACEPARENT));
    headers.remove(WRITTEN);
    set(headers, CAUSE, here);
    set(headers, TRACEPARENT, Traceparent.of(trace, here).toString());
  }

  /// Says of a record that is about to be sent that it is written now.
  public static void written(Headers headers) {
    set(headers, WRITTEN, Long.toString(System.currentTimeMillis()));
  }

  /// When a record was written, milliseconds since the epoch, if it says so.
  public static OptionalLong writtenMillis(Headers headers) {
    String text = text(headers, WRITTEN);
    return text != null && MILLIS.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /// A header's text, or null where there is none.
  public static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /// Where a record stands, as a cause names it: `topic/partition/offset`.
  public static String coordinates(ConsumerRecord<?, ?> record) {
    return record.topic() + "/" + record.partition() + "/" + record.offset();
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
