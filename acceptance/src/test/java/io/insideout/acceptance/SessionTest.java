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

  private static final Set<String> GROUPS = Set.of("orders", "payments-cashier", "email-sender");

  @TempDir private Path directory;

  @Test
  void a_member_that_has_left_without_a_word_is_waited_for() throws Exception {
    try (LogElsewhere elsewhere = LogElsewhere.start(directory.resolve("elsewhere"));
        Admin admin = LogClient.at(elsewhere.bootstrapServers()).admin()) {
      comeAndGo(elsewhere, admin, 300);

      assertThat(groupsWithMembers(admin)).containsAll(GROUPS);
    }
  }

  @Test
  void nobody_is_waited_for_longer_than_the_setting_says() throws Exception {
    try (LogElsewhere elsewhere = LogElsewhere.start(directory.resolve("elsewhere"));
        Admin admin = LogClient.at(elsewhere.bootstrapServers()).admin()) {
      comeAndGo(elsewhere, admin, 6);

      var _ =
          Eventually.eventually(
              "nobody is waited for",
              SOON,
              () -> groupsWithMembers(admin).isEmpty() ? Optional.of(true) : Optional.empty());
    }
  }

  /// Starts the system and closes it: members stay in their groups, as where they are killed.
  private void comeAndGo(LogElsewhere elsewhere, Admin admin, int sessionSeconds)
      throws InterruptedException {
    try (TestSystem _ =
        TestSystem.start(
            directory.resolve("data"),
            Map.of(
                "bootstrap-servers", elsewhere.bootstrapServers(),
                "registry", elsewhere.registryUrl().toString(),
                "smtp-url", "smtp://127.0.0.1:9",
                "session-seconds", String.valueOf(sessionSeconds)))) {
      Eventually.eventually(
          "services and those who bring things out of the log are there",
          () -> groupsWithMembers(admin).containsAll(GROUPS));
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
