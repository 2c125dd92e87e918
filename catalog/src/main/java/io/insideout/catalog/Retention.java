package io.insideout.catalog;

/// How long a topic keeps its records.
public enum Retention {
  /// Every record, for ever: the topic is history.
  FOREVER("delete"),
  /// The newest record of each key: the topic is a table.
  LATEST_PER_KEY("compact");

  private final String cleanupPolicy;

  Retention(String cleanupPolicy) {
    this.cleanupPolicy = cleanupPolicy;
  }

  /// Kafka's `cleanup.policy` for it.
  public String cleanupPolicy() {
    return cleanupPolicy;
  }
}
