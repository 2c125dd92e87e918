package io.insideout.services.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The headers of an event by the open standard *Standard Webhooks*, version 1: its id, the time of
/// the attempt, and for each secret the HMAC-SHA256 of the two and the body.
final class Signature {
  static final String ID = "webhook-id";
  static final String TIMESTAMP = "webhook-timestamp";
  static final String SIGNATURE = "webhook-signature";

  private static final String VERSION = "v1,";

  private Signature() {}

  /// @param envelope whose id has no dot: what is signed is joined by dots
  static Map<String, String> headers(Envelope envelope, List<SigningSecret> secrets, Instant now) {
    String seconds = String.valueOf(now.getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(ID, envelope.eventId());
    headers.put(TIMESTAMP, seconds);
    headers.put(
        SIGNATURE,
        secrets.stream()
            .map(secret -> VERSION + digest(envelope, seconds, secret))
            .collect(Collectors.joining(" ")));
    return headers;
  }

  private static String digest(Envelope envelope, String seconds, SigningSecret secret) {
    byte[] head = (envelope.eventId() + "." + seconds + ".").getBytes(UTF_8);
    return Base64.getEncoder().encodeToString(secret.sign(head, envelope.body()));
  }
}
