package io.insideout.app.acls;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.app.Settings;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Right;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for the rights of every service, the next one included.
class RolesTest {
  private static final Settings EVERYTHING =
      Settings.of(
          null,
          Map.of(),
          Map.of(
              "database", "embedded", "smtp-url", "smtp://none", "otlp-endpoint", "http://none"));

  static List<Role> all() {
    return Roles.of(EVERYTHING.allServices());
  }

  static Stream<Role> services() {
    return all().stream().filter(role -> !role.name().equals(Roles.OPERATOR));
  }

  @Test
  void whoeverTheCatalogueHasWriteIsThere() {
    Set<String> writers = new HashSet<>();
    Topics.all().forEach(topic -> writers.addAll(topic.writers()));

    assertThat(all()).extracting(Role::name).containsAll(writers).contains("log", "operator");
  }

  @ParameterizedTest
  @MethodSource("services")
  void nobodyWritesATopicThatHasAnotherWriter(Role role) {
    for (Topic<?> topic : Topics.all()) {
      assertThat(may(role, AclOperation.WRITE, ResourceType.TOPIC, topic.name()))
          .as(topic.name())
          .isEqualTo(topic.writers().contains(role.name()));
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void whatAServiceNamesByItsBeginningIsNobodyElses(Role role) {
    List<String> others = new ArrayList<>();
    services()
        .filter(other -> !other.name().equals(role.name()))
        .flatMap(other -> other.rights().stream())
        .map(Right::resource)
        .filter(resource -> resource.resourceType() != ResourceType.CLUSTER)
        .filter(resource -> !resource.name().equals(ResourcePattern.WILDCARD_RESOURCE))
        .forEach(
            resource ->
                role.rights().stream()
                    .map(Right::resource)
                    .filter(own -> own.patternType() == PatternType.PREFIXED)
                    .filter(own -> own.resourceType() == resource.resourceType())
                    .filter(own -> resource.name().startsWith(own.name()))
                    .filter(own -> !isOutput(resource, role))
                    .forEach(own -> others.add(own.name() + " covers " + resource)));

    assertThat(others).isEmpty();
  }

  /// What is called as its writer is may be read by others.
  private static boolean isOutput(ResourcePattern resource, Role role) {
    return Topics.named(resource.name())
        .map(topic -> topic.writers().contains(role.name()))
        .orElse(false);
  }

  @ParameterizedTest
  @MethodSource("all")
  void nobodyMayAlterTheLogOrDeleteADeclaredTopic(Role role) {
    assertThat(role.rights())
        .noneMatch(right -> right.operations().contains(AclOperation.ALTER))
        .noneMatch(right -> right.operations().contains(AclOperation.ALTER_CONFIGS))
        .noneMatch(right -> right.operations().contains(AclOperation.ALL));
    for (Topic<?> topic : Topics.all()) {
      assertThat(may(role, AclOperation.DELETE, ResourceType.TOPIC, topic.name())).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void whoHasToDoWithATopicMayLookWhetherItIsAsDeclared(Role role) {
    for (Topic<?> topic : Roles.topics(EVERYTHING.allServices())) {
      if (names(role, topic.name())) {
        assertThat(may(role, AclOperation.DESCRIBE_CONFIGS, ResourceType.TOPIC, topic.name()))
            .as(topic.name())
            .isTrue();
      }
    }
  }

  private static boolean names(Role role, String topic) {
    return role.rights().stream().anyMatch(right -> right.resource().name().equals(topic));
  }

  @Test
  void describingFollowsFromReading() {
    Role role =
        Role.of(
            "some",
            List.of(
                Right.topic("one", "a", AclOperation.READ),
                Right.topic("two", "a", AclOperation.DESCRIBE),
                Right.topic("one", "b", AclOperation.DESCRIBE),
                Right.topic("one", "a", AclOperation.WRITE)));

    assertThat(role.rights())
        .containsExactly(
            Right.topic("one", "a; b", AclOperation.READ, AclOperation.WRITE),
            Right.topic("two", "a", AclOperation.DESCRIBE));
  }

  /// Whoever works is asked how far it is.
  @Test
  void theOperatorMayLookAtTheGroupOfALaterGeneration() {
    Role operator =
        Roles.of(EVERYTHING.allServices(), Map.of("inventory", 2)).stream()
            .filter(role -> role.name().equals(Roles.OPERATOR))
            .findFirst()
            .orElseThrow();

    assertThat(may(operator, AclOperation.READ, ResourceType.GROUP, "inventory-g2")).isTrue();
    assertThat(may(operator, AclOperation.READ, ResourceType.GROUP, "inventory")).isTrue();
    assertThat(may(operator, AclOperation.READ, ResourceType.TOPIC, "_generations")).isTrue();
  }

  private static boolean may(Role role, AclOperation operation, ResourceType type, String name) {
    return role.rights().stream()
        .filter(right -> right.resource().resourceType() == type)
        .filter(right -> right.operations().contains(operation))
        .anyMatch(right -> covers(right.resource(), name));
  }

  private static boolean covers(ResourcePattern resource, String name) {
    return resource.patternType() == PatternType.PREFIXED
        ? name.startsWith(resource.name())
        : resource.name().equals(name) || resource.name().equals(ResourcePattern.WILDCARD_RESOURCE);
  }
}
