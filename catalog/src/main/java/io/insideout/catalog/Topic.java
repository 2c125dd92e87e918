package io.insideout.catalog;

import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/// A topic of the system, declared once. Keys are UTF-8 strings; values are Avro in the registry's
/// wire format, under the subject `<name>-value`.
///
/// @param name in kebab-case, plural
/// @param key what the key is, in a word or two
/// @param valueType the class of the values
/// @param writers the services that may write to it; one, except where several openly share it
/// @param readers the services that work on its records, and set aside what of it they cannot use;
///   who only shows them, or carries them away, is none
/// @param retention how long it keeps records
/// @param partitions how many partitions a cluster gives it; a log that is read by one machine has
///   one
public record Topic<V extends SpecificRecord>(
    String name,
    String key,
    Class<V> valueType,
    Set<String> writers,
    Set<String> readers,
    Retention retention,
    int partitions) {

  public Topic {
    if (!name.matches("[a-z]+(-[a-z]+)*")) {
      throw new IllegalArgumentException("a topic's name is in kebab-case: " + name);
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("a topic has at least one partition: " + name);
    }
    writers = Set.copyOf(writers);
    readers = Set.copyOf(readers);
  }

  /// A topic that no service reads.
  public Topic(
      String name,
      String key,
      Class<V> valueType,
      Set<String> writers,
      Retention retention,
      int partitions) {
    this(name, key, valueType, writers, Set.of(), retention, partitions);
  }

  /// Whether a record without a value deletes its key. In a topic that is history nothing can be
  /// deleted: there such a record is of no use to anybody.
  public boolean hasTombstones() {
    return retention == Retention.LATEST_PER_KEY;
  }

  /// The schema of the values.
  public Schema schema() {
    return SpecificData.get().getSchema(valueType);
  }

  /// The subject under which the registry keeps that schema.
  public String subject() {
    return name + "-value";
  }

  /// The topic's configuration in Kafka's terms. A topic that exists with other values is not this
  /// topic.
  public Map<String, String> config() {
    return Map.of(
        "cleanup.policy", retention.cleanupPolicy(),
        "retention.ms", "-1",
        "retention.bytes", "-1",
        "message.timestamp.type", "CreateTime");
  }
}
