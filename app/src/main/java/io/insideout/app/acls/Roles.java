package io.insideout.app.acls;

import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.registry.SchemaRegistry;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Service;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.generation.GenerationsTopic;
import io.insideout.runtime.instance.InstancesTopic;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.log.Right;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// Whom a locked log has to know: every service, by what its parts say and what the catalogue has
/// it write; who makes the topics and has the registry; and who operates.
public final class Roles {
  /// Makes the topics, and runs the registry.
  public static final String LOG = "log";

  /// Finds the services' instances, and hands requests on to them.
  public static final String GATEWAY = "gateway";

  /// Proves, looks, sends again and rewinds, by the commands.
  public static final String OPERATOR = "operator";

  private Roles() {}

  /// All of them.
  public static List<Role> of(Collection<? extends Service> services) {
    return of(services, Map.of());
  }

  /// The same, where later generations of some services work as well.
  ///
  /// @param generations their numbers, by service
  public static List<Role> of(
      Collection<? extends Service> services, Map<String, Integer> generations) {
    List<Role> working = services.stream().map(service -> of(service, generations)).toList();
    Role gateway = Role.of(GATEWAY, List.of(InstancesTopic.toLook()));
    return Stream.of(Stream.of(log()), working.stream(), Stream.of(gateway, operator(working)))
        .flatMap(some -> some)
        .toList();
  }

  /// That of a service.
  static Role of(Service service) {
    return of(service, Map.of());
  }

  private static Role of(Service service, Map<String, Integer> generations) {
    List<Right> rights = new ArrayList<>(of(service, Generations.first()));
    if (generations.containsKey(service.name())) {
      rights.addAll(of(service, Generations.toBeDescribed(generations)));
    }
    written(service)
        .map(topic -> Right.topic(topic.name(), "it is its writer", AclOperation.WRITE))
        .forEach(rights::add);
    rights.addAll(LogTopics.rightsToCompare(named(rights)));
    rights.add(InstancesTopic.toBeFound());
    return Role.of(service.name(), rights);
  }

  private static List<Right> of(Service service, Generations generations) {
    return service.assemble(Environment.toBeDescribed(generations)).parts().stream()
        .flatMap(part -> part.rights().stream())
        .toList();
  }

  /// Whether the catalogue has a service write anything.
  public static boolean writes(Service service) {
    return written(service).findAny().isPresent();
  }

  private static Stream<Topic<?>> written(Service service) {
    return Topics.all().stream()
        .filter(topic -> topic.writers().contains(service.name()))
        .map(topic -> topic);
  }

  /// The topics of the catalogue that these services have to do with.
  public static List<Topic<? extends SpecificRecord>> topics(
      Collection<? extends Service> services) {
    return named(services.stream().flatMap(one -> of(one).rights().stream()).toList());
  }

  private static List<Topic<? extends SpecificRecord>> named(Collection<Right> rights) {
    Set<String> names =
        rights.stream()
            .filter(right -> is(right, ResourceType.TOPIC))
            .filter(right -> right.resource().patternType() == PatternType.LITERAL)
            .map(right -> right.resource().name())
            .collect(Collectors.toSet());
    return Topics.all().stream().filter(topic -> names.contains(topic.name())).toList();
  }

  private static Role log() {
    List<Right> rights = new ArrayList<>(LogTopics.rightsToCreate(Topics.all()));
    rights.addAll(LogTopics.rightsToCompare(Topics.all()));
    rights.addAll(new SchemaRegistry(Map.of(), "127.0.0.1", 0).rights());
    rights.add(InstancesTopic.TOPIC.toMake());
    rights.add(GenerationsTopic.TOPIC.toMake());
    return Role.of(LOG, rights);
  }

  /// It may read every topic of the catalogue, and what else says whether work is left; look at
  /// every group, and put it back; and write what a service may have set aside, to send it again,
  /// or what a file is replayed into.
  private static Role operator(Collection<Role> services) {
    List<Right> rights = new ArrayList<>();
    for (Topic<?> topic : Topics.all()) {
      rights.add(Right.topic(topic.name(), "proofs, looking", AclOperation.READ));
      if (!topic.readers().isEmpty() || topic.equals(Topics.DEAD_LETTERS)) {
        rights.add(Right.topic(topic.name(), "sending again, replaying", AclOperation.WRITE));
      }
    }
    services.stream()
        .flatMap(role -> role.rights().stream())
        .filter(right -> !right.resource().name().equals(ResourcePattern.WILDCARD_RESOURCE))
        .forEach(
            right -> {
              if (is(right, ResourceType.GROUP)) {
                rights.add(only(AclOperation.READ, right, "proofs, looking, rewinding"));
              } else if (isDetour(right) || isOutput(right)) {
                rights.add(only(AclOperation.READ, right, "proofs, looking"));
              }
            });
    rights.add(GenerationsTopic.toLook());
    rights.add(Right.transaction("dead-letters-redrive", "sending again"));
    rights.add(Right.cluster("which groups and ACLs there are", AclOperation.DESCRIBE));
    return Role.of(OPERATOR, rights);
  }

  private static Right only(AclOperation operation, Right right, String why) {
    return new Right(right.resource(), Set.of(operation), why);
  }

  /// Where records are deleted that have been read.
  private static boolean isDetour(Right right) {
    return is(right, ResourceType.TOPIC) && right.operations().contains(AclOperation.DELETE);
  }

  private static boolean isOutput(Right right) {
    return is(right, ResourceType.TOPIC) && right.resource().patternType() == PatternType.PREFIXED;
  }

  private static boolean is(Right right, ResourceType type) {
    return right.resource().resourceType() == type;
  }
}
