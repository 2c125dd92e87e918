package io.insideout.runtime.log;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// The headers of what is sent again after a service had set it aside. Such a record stands for one
/// that is in the log already: it is of use to whom it is meant for alone, and what is made of it
/// is made of the first one.
public final class Redriven {
  /// The record that it stands for, as `topic/partition/offset`.
  public static final String FROM = "redriven-from";

  /// The service that it is meant for; everybody else has used the first one. Absent in tables,
  /// where it is the newest row for everybody.
  public static final String FOR = "redriven-for";

  /// On a dead letter: where its record was sent again, as `topic/partition/offset`.
  public static final String TO = "redriven-to";

  private Redriven() {}

  /// Marks a record as one that stands for another.
  ///
  /// @param from the record that it stands for
  /// @param service whom it is meant for, or null for everybody
  public static void mark(Headers headers, String from, @Nullable String service) {
    headers.remove(FROM);
    headers.remove(FOR);
    headers.add(FROM, from.getBytes(StandardCharsets.UTF_8));
    if (service != null) {
      headers.add(FOR, service.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Whether a record is meant for one service, so that for everybody else it is as if it were not
  /// there: a reader of a topic that is no such service passes it over.
  public static boolean isAddressed(Headers headers) {
    return headers.lastHeader(FOR) != null;
  }

  /// Whether a record is meant for another than this service.
  public static boolean isForAnother(Headers headers, String service) {
    String addressee = Causes.text(headers, FOR);
    return addressee != null && !addressee.equals(service);
  }

  /// Takes the marks off a record, so that what is made of it does not carry them.
  ///
  /// @return the record that it stands for, or null where it stands for itself
  public static @Nullable String unmark(Headers headers) {
    String from = Causes.text(headers, FROM);
    if (from != null) {
      headers.remove(FROM);
      headers.remove(FOR);
    }
    return from;
  }
}
