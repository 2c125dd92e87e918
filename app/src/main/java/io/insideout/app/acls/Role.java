package io.insideout.app.acls;

import io.insideout.runtime.log.Right;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;

/// Somebody whom a locked log knows by a name of their own, and what the log has to allow them.
///
/// @param rights one for each resource
public record Role(String name, List<Right> rights) {
  private static final Comparator<ResourcePattern> BY_TYPE_AND_NAME =
      Comparator.comparing(ResourcePattern::resourceType)
          .thenComparing(ResourcePattern::name)
          .thenComparing(ResourcePattern::patternType);

  /// Who may do these may describe besides.
  private static final Set<AclOperation> DESCRIBING =
      EnumSet.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER);

  public Role {
    rights = List.copyOf(rights);
  }

  /// Of rights as they were told: what concerns one resource is put together, and what follows by
  /// itself is left out.
  static Role of(String name, Collection<Right> told) {
    Map<ResourcePattern, Right> merged = new TreeMap<>(BY_TYPE_AND_NAME);
    told.forEach(right -> merged.merge(right.resource(), right, Role::both));
    return new Role(name, merged.values().stream().map(Role::least).toList());
  }

  private static Right both(Right one, Right other) {
    Set<AclOperation> operations = EnumSet.copyOf(one.operations());
    operations.addAll(other.operations());
    Set<String> why = new LinkedHashSet<>(List.of(one.why().split("; ")));
    why.addAll(List.of(other.why().split("; ")));
    return new Right(one.resource(), operations, String.join("; ", why));
  }

  private static Right least(Right right) {
    Set<AclOperation> operations = EnumSet.copyOf(right.operations());
    if (operations.stream().anyMatch(DESCRIBING::contains)) {
      operations.remove(AclOperation.DESCRIBE);
    }
    return new Right(right.resource(), operations, right.why());
  }
}
