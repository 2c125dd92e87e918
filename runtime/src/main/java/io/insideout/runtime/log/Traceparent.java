package io.insideout.runtime.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// W3C trace context, level 1: `00-<trace id>-<span id>-<flags>`.
///
/// The span of handling a record is derived from the record's coordinates, so that a replay of the
/// log draws the same trace, and no span has to be kept anywhere.
///
/// @param traceId 32 lower-case hex digits
/// @param spanId 16 lower-case hex digits
/// @param flags two hex digits
public record Traceparent(String traceId, String spanId, String flags) {
  private static final int TRACE_AT = 3;
  private static final int SPAN_AT = 36;
  private static final int FLAGS_AT = 53;
  private static final int LENGTH = 55;

  /// A trace that begins here, at random. That nobody's span is before it can be seen: it names one
  /// that the trace is called after.
  public static Traceparent random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    // The lowest bit keeps an id from being all zeros, which the standard forbids.
    String spanId = hex.toHexDigits(random.nextLong() | 1);
    return new Traceparent(hex.toHexDigits(random.nextLong()) + spanId, spanId, "01");
  }

  /// The span of a record: whatever is made of the record carries it.
  ///
  /// @param carried by the record, or null where it carries none
  /// @param coordinates of the record, as `topic/partition/offset`
  public static Traceparent of(@Nullable Traceparent carried, String coordinates) {
    return carried == null ? rooted(coordinates) : carried.child(coordinates);
  }

  /// Whether the trace begins with whoever carries this: there is no such span.
  public boolean isBeginning() {
    return traceId.endsWith(spanId);
  }

  /// Whether whoever began the trace has it kept.
  public boolean isSampled() {
    return (HexFormat.fromHexDigit(flags.charAt(1)) & 1) == 1;
  }

  /// What a caller sent, or null where it is absent or malformed.
  public static @Nullable Traceparent parse(@Nullable String header) {
    if (header == null || header.length() != LENGTH || !header.startsWith("00-")) {
      return null;
    }
    String traceId = header.substring(TRACE_AT, SPAN_AT - 1);
    String spanId = header.substring(SPAN_AT, FLAGS_AT - 1);
    String flags = header.substring(FLAGS_AT);
    return header.charAt(SPAN_AT - 1) == '-'
            && header.charAt(FLAGS_AT - 1) == '-'
            && isId(traceId)
            && isId(spanId)
            && isHex(flags)
        ? new Traceparent(traceId, spanId, flags)
        : null;
  }

  // Every record is asked this by each of its readers: by hand, it takes a tenth of a pattern's
  // time.
  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isId(String text) {
    return isHex(text) && text.chars().anyMatch(c -> c != '0');
  }

  /// A trace that begins with the record at these coordinates.
  static Traceparent rooted(String coordinates) {
    String digest = digest(coordinates);
    return new Traceparent(digest.substring(0, 32), digest.substring(32, 48), "01");
  }

  /// The same trace, within the span of handling the record at these coordinates.
  Traceparent child(String coordinates) {
    return new Traceparent(traceId, digest(traceId + coordinates).substring(0, 16), flags);
  }

  @Override
  public String toString() {
    return "00-" + traceId + "-" + spanId + "-" + flags;
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      hash[0] |= 1;
      hash[16] |= 1;
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
