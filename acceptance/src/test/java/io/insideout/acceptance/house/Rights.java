package io.insideout.acceptance.house;

import io.insideout.app.Settings;
import io.insideout.app.acls.Grant;
import io.insideout.app.acls.Role;
import io.insideout.app.acls.Roles;
import java.util.List;
import java.util.Map;

/// The page of what a locked log has to allow whom.
final class Rights {
  private static final Settings EVERYTHING =
      Settings.of(
          null,
          Map.of(),
          Map.of(
              "database", "embedded", "smtp-url", "smtp://none", "otlp-endpoint", "http://none"));

  private Rights() {}

  static String page(StringBuilder page) {
    page.append(
        """
        What a locked log has to allow whom, as `./insideout acls` prints it ([how to](../how-to/lock-the-log.md)). A name with `*` behind it
        stands for all that begin like it, `*` alone for all. Who may read, write or delete may describe.
        """);
    for (Role role : Roles.of(EVERYTHING.allServices())) {
      page.append("%n## %s%n%n| on | may | for |%n|---|---|---|%n".formatted(role.name()));
      for (Grant grant : Grant.of(List.of(role), "User:" + Grant.ROLE)) {
        page.append(
            "| %s | %s | %s |%n"
                .formatted(
                    grant.resource().replaceFirst(" (\\S+)$", " `$1`"),
                    String.join(", ", grant.operations()),
                    grant.right().why()));
      }
    }
    return page.toString();
  }
}
