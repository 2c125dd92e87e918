package io.insideout.verify;

/// What was read of one topic.
///
/// @param records all committed records
/// @param tombstones those without a value
/// @param dead those that do not decode, or lack what every record of the topic has
public record TopicCount(long records, long tombstones, long dead) {
  static final TopicCount NONE = new TopicCount(0, 0, 0);

  TopicCount and(Content content) {
    return switch (content) {
      case Content.Value _ -> new TopicCount(records + 1, tombstones, dead);
      case Content.Tombstone() -> new TopicCount(records + 1, tombstones + 1, dead);
      case Content.Undecodable _ -> new TopicCount(records + 1, tombstones, dead + 1);
    };
  }
}
