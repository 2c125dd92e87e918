package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.log.LogClient;
import io.insideout.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long the groups wait for a process that has left without a word.
class SessionTest {
  /// Less than Kafka's own session, and longer than one of a second by far.
  private static final Duration SOON = Duration.ofSeconds(25);

  @TempDir private Path directory;

  @Test
  void every_member_is_waited_for_as_long_as_the_setting_says() throws Exception {
    try (LogElsewhere elsewhere = LogElsewhere.start(directory.resolve("elsewhere"));
        Admin admin = LogClient.at(elsewhere.bootstrapServers()).admin()) {
      TestSystem system =
          TestSystem.start(
              directory.resolve("data"),
              Map.of(
                  "bootstrap-servers",
                  elsewhere.bootstrapServers(),
                  "registry",
                  elsewhere.registryUrl().toString(),
                  "smtp-url",
                  "smtp://127.0.0.1:9",
                  "session-seconds",
                  "1"));
      try {
        Eventually.eventually(
            "services and those who bring things out of the log are there",
            () ->
                groupsWithMembers(admin)
                    .containsAll(Set.of("orders", "payments-cashier", "email-sender")));
      } finally {
        // Members stay in their groups, as where they are killed.
        system.close();
      }
      assertThat(groupsWithMembers(admin)).as("nobody says good-bye").contains("orders");

      var _ =
          Eventually.eventually(
              "nobody is waited for",
              SOON,
              () -> groupsWithMembers(admin).isEmpty() ? Optional.of(true) : Optional.empty());
    }
  }

  private static Set<String> groupsWithMembers(Admin admin) {
    try {
      Set<String> groups = new TreeSet<>();
      for (var listed : admin.listGroups().all().get()) {
        groups.add(listed.groupId());
      }
      Set<String> kept = new TreeSet<>();
      admin
          .describeConsumerGroups(groups)
          .all()
          .get()
          .forEach(
              (name, group) -> {
                if (!group.members().isEmpty()) {
                  kept.add(name);
                }
              });
      return kept;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
