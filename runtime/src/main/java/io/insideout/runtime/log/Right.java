package io.insideout.runtime.log;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// What a client has to be allowed in a log that is locked, in Kafka's words. It says so itself,
/// beside the code that needs it, so that nobody keeps a list of it elsewhere. Who may read or
/// write is also told what is there.
///
/// @param operations at least one
/// @param why completes the sentence "it is needed for ..."
public record Right(ResourcePattern resource, Set<AclOperation> operations, String why) {
  /// Every resource of a type.
  private static final String ANY = ResourcePattern.WILDCARD_RESOURCE;

  public Right {
    operations = Set.copyOf(EnumSet.copyOf(operations));
  }

  /// A topic of that name.
  public static Right topic(String name, String why, AclOperation... operations) {
    return of(ResourceType.TOPIC, name, PatternType.LITERAL, why, operations);
  }

  /// All topics whose names begin like that.
  public static Right topics(String prefix, String why, AclOperation... operations) {
    return of(ResourceType.TOPIC, prefix, PatternType.PREFIXED, why, operations);
  }

  /// Every topic of the log.
  public static Right everyTopic(String why, AclOperation... operations) {
    return topic(ANY, why, operations);
  }

  /// A consumer group of that name. Who may read in it has its position kept.
  public static Right group(String name, String why, AclOperation... operations) {
    return of(ResourceType.GROUP, name, PatternType.LITERAL, why, operations);
  }

  /// All groups whose names begin like that.
  public static Right groups(String prefix, String why, AclOperation... operations) {
    return of(ResourceType.GROUP, prefix, PatternType.PREFIXED, why, operations);
  }

  /// Every group of the log.
  public static Right everyGroup(String why, AclOperation... operations) {
    return group(ANY, why, operations);
  }

  /// Transactions under that id.
  public static Right transaction(String id, String why) {
    return of(
        ResourceType.TRANSACTIONAL_ID,
        id,
        PatternType.LITERAL,
        why,
        AclOperation.DESCRIBE,
        AclOperation.WRITE);
  }

  /// Transactions under ids that begin like that.
  public static Right transactions(String prefix, String why) {
    return of(
        ResourceType.TRANSACTIONAL_ID,
        prefix,
        PatternType.PREFIXED,
        why,
        AclOperation.DESCRIBE,
        AclOperation.WRITE);
  }

  /// What concerns the log as a whole.
  public static Right cluster(String why, AclOperation... operations) {
    return of(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL, why, operations);
  }

  private static Right of(
      ResourceType type, String name, PatternType pattern, String why, AclOperation... operations) {
    return new Right(
        new ResourcePattern(type, name, pattern), EnumSet.copyOf(List.of(operations)), why);
  }
}
