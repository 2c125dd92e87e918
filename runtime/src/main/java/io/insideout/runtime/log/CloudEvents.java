package io.insideout.runtime.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// The attributes that make a record of the catalogue a CloudEvent, version 1.0, in the binary mode
/// of its Kafka binding: whoever knows CloudEvents can route and recognise it without its schema.
///
/// An event's id is a digest of its topic, key, time, cause and value. So what is made once more of
/// the same record, because the first time was not committed or was doubted, has the same id, and
/// no two events of a source share one.
public final class CloudEvents {
  public static final String SPEC_VERSION = "ce_specversion";
  public static final String ID = "ce_id";
  public static final String SOURCE = "ce_source";
  public static final String TYPE = "ce_type";
  public static final String TIME = "ce_time";
  public static final String CONTENT_TYPE = "content-type";

  /// The values are Avro, behind the id of their schema.
  public static final String AVRO = "avro/binary";

  private static final String PREFIX = "ce_";
  private static final int ID_BYTES = 12;
  private static final Header VERSION = header(SPEC_VERSION, "1.0");
  private static final Header CONTENT = header(CONTENT_TYPE, AVRO);
  private static final Map<String, Header> TYPES =
      Topics.all().stream().collect(Collectors.toMap(Topic::name, one -> header(TYPE, type(one))));
  private static final Map<String, Header> SOURCES = new ConcurrentHashMap<>();

  private CloudEvents() {}

  /// What the values of a topic are called.
  public static String type(Topic<?> topic) {
    return "io.insideout." + topic.valueType().getSimpleName();
  }

  /// What a service is called.
  public static String source(String service) {
    return "/" + service;
  }

  /// Whether a topic holds events: one of the catalogue does, a service's internal topic does not.
  public static boolean areIn(String topic) {
    return TYPES.containsKey(topic);
  }

  /// Adds the attributes to a record that is about to be sent, if it is one of the catalogue: a
  /// service's internal topics hold no events.
  ///
  /// @param service who sends it
  public static void stamp(
      ProducerRecord<?, byte[]> record, byte @Nullable [] key, String service) {
    Header type = TYPES.get(record.topic());
    if (type == null) {
      return;
    }
    Headers headers = record.headers();
    long timestampMillis = record.timestamp() == null ? 0 : record.timestamp();
    headers.add(VERSION);
    headers.add(ID, id(record, key, timestampMillis).getBytes(UTF_8));
    headers.add(SOURCES.computeIfAbsent(service, name -> header(SOURCE, source(name))));
    headers.add(type);
    headers.add(TIME, Instant.ofEpochMilli(timestampMillis).toString().getBytes(UTF_8));
    headers.add(CONTENT);
  }

  /// Takes the attributes off a record that is read: what is made of it is another event.
  public static void strip(Headers headers) {
    for (Iterator<Header> all = headers.iterator(); all.hasNext(); ) {
      String name = all.next().key();
      if (name.startsWith(PREFIX) || name.equals(CONTENT_TYPE)) {
        all.remove();
      }
    }
  }

  private static String id(
      ProducerRecord<?, byte[]> record, byte @Nullable [] key, long timestampMillis) {
    MessageDigest digest = sha256();
    digest.update(record.topic().getBytes(UTF_8));
    part(digest, key);
    // What comes from outside has no cause; its trace tells one request from another.
    Header cause = record.headers().lastHeader(Causes.CAUSE);
    Header origin = cause == null ? record.headers().lastHeader(Causes.TRACEPARENT) : cause;
    part(digest, origin == null ? null : origin.value());
    part(digest, record.value());
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, timestampMillis));
    byte[] hash = digest.digest();
    return Base64.getUrlEncoder()
        .encodeToString(ByteBuffer.allocate(ID_BYTES).put(hash, 0, ID_BYTES).array());
  }

  private static void part(MessageDigest digest, byte @Nullable [] bytes) {
    int length = bytes == null ? -1 : bytes.length;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
    if (bytes != null) {
      digest.update(bytes);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }
}
