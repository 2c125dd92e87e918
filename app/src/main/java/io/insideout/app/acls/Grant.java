package io.insideout.app.acls;

import io.insideout.runtime.log.Right;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/// What a principal has to be allowed on a resource.
///
/// @param principal in Kafka's form, such as `User:orders`
public record Grant(String principal, Right right) {
  /// Stands for a role's name in a pattern of principals.
  public static final String ROLE = "{service}";

  private static final String ANY_HOST = "*";

  /// Those of some roles. Where they have one principal in common, it is granted what all need.
  ///
  /// @param pattern of principals
  public static List<Grant> of(Collection<Role> roles, String pattern) {
    Map<String, List<Right>> byPrincipal = new LinkedHashMap<>();
    for (Role role : roles) {
      byPrincipal.merge(
          pattern.replace(ROLE, role.name()),
          role.rights(),
          (one, other) -> Stream.concat(one.stream(), other.stream()).toList());
    }
    return byPrincipal.entrySet().stream()
        .flatMap(
            one ->
                Role.of(one.getKey(), one.getValue()).rights().stream()
                    .map(right -> new Grant(one.getKey(), right)))
        .toList();
  }

  /// As the log has it.
  public List<AclBinding> bindings() {
    return right.operations().stream()
        .sorted()
        .map(
            operation ->
                new AclBinding(
                    right.resource(),
                    new AccessControlEntry(
                        principal, ANY_HOST, operation, AclPermissionType.ALLOW)))
        .toList();
  }

  /// The operations in Kafka's words.
  public List<String> operations() {
    return right.operations().stream().sorted().map(SecurityUtils::operationName).toList();
  }

  /// The resource in a few words.
  public String resource() {
    return resource(right.resource());
  }

  static String resource(ResourcePattern of) {
    String type = type(of.resourceType());
    return of.resourceType() == ResourceType.CLUSTER
        ? type
        : type + " " + of.name() + (of.patternType() == PatternType.PREFIXED ? "*" : "");
  }

  /// A binding in a line.
  public static String told(AclBinding binding) {
    AclOperation operation = binding.entry().operation();
    String refused = binding.entry().permissionType() == AclPermissionType.DENY ? "not " : "";
    String from = binding.entry().host().equals(ANY_HOST) ? "" : ", from " + binding.entry().host();
    return "%s %s%s %s%s"
        .formatted(
            binding.entry().principal(),
            refused,
            SecurityUtils.operationName(operation),
            resource(binding.pattern()),
            from);
  }

  /// The arguments of `kafka-acls.sh` that add it.
  public String arguments() {
    StringBuilder words = new StringBuilder("--add --allow-principal " + quoted(principal));
    operations().forEach(operation -> words.append(" --operation ").append(operation));
    ResourcePattern of = right.resource();
    words.append(" --").append(type(of.resourceType()).replace(' ', '-'));
    if (of.resourceType() != ResourceType.CLUSTER) {
      words.append(' ').append(quoted(of.name()));
    }
    return words
        + (of.patternType() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "");
  }

  private static String type(ResourceType type) {
    return switch (type) {
      case TOPIC -> "topic";
      case GROUP -> "group";
      case TRANSACTIONAL_ID -> "transactional id";
      case CLUSTER -> "cluster";
      default -> SecurityUtils.resourceTypeName(type);
    };
  }

  private static String quoted(String word) {
    return word.matches("[\\w.:-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
