package io.insideout.app.acls;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogTrouble;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.SecurityDisabledException;

/// In what the ACLs of a log differ from those that are wanted. Those of other principals are
/// nobody's business here.
///
/// @param missing wanted, and not there
/// @param surplus there for the same principals, and not wanted
public record Difference(List<AclBinding> missing, List<AclBinding> surplus) {
  private static final Comparator<AclBinding> IN_ORDER = Comparator.comparing(Grant::told);

  public Difference {
    missing = List.copyOf(missing);
    surplus = List.copyOf(surplus);
  }

  /// Looks at the log.
  ///
  /// @throws StartFailure that says why it cannot be looked at
  public static Difference of(Admin admin, Collection<Grant> wanted) throws InterruptedException {
    Set<AclBinding> bindings = new LinkedHashSet<>();
    wanted.forEach(grant -> bindings.addAll(grant.bindings()));
    Set<String> principals = wanted.stream().map(Grant::principal).collect(Collectors.toSet());
    List<AclBinding> present =
        present(admin).stream()
            .filter(binding -> principals.contains(binding.entry().principal()))
            .toList();
    List<AclBinding> missing = new ArrayList<>(bindings);
    missing.removeAll(present);
    return new Difference(
        missing, present.stream().filter(one -> !bindings.contains(one)).sorted(IN_ORDER).toList());
  }

  private static Collection<AclBinding> present(Admin admin) throws InterruptedException {
    try {
      return admin.describeAcls(AclBindingFilter.ANY).values().get();
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /// Makes what is missing. It takes nothing away.
  ///
  /// @throws StartFailure that says why it cannot be made
  public void create(Admin admin) throws InterruptedException {
    if (missing.isEmpty()) {
      return;
    }
    try {
      var _ = admin.createAcls(missing).all().get();
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static StartFailure failure(ExecutionException e) {
    if (e.getCause() instanceof SecurityDisabledException) {
      return new StartFailure(
          "The log has no ACLs: whoever comes in may do everything. Give its brokers and controllers"
              + " authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer.",
          e);
    }
    return new StartFailure(
        LogTrouble.of(e).orElse("The log cannot be asked for its ACLs: " + e.getCause()), e);
  }

  /// Whether the log has what is wanted, and nothing else.
  public boolean isNone() {
    return missing.isEmpty() && surplus.isEmpty();
  }
}
