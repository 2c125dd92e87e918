package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Where this user may make namespaces; elsewhere there is nothing to try.
class NamespacesTest {
  private static final String CONNECT = "exec 3<>/dev/tcp/%s/9; echo answered";

  @Test
  void who_is_cut_off_hears_nothing_until_it_is_healed() throws Exception {
    Optional<Namespaces> made = Namespaces.make(2);
    assumeThat(made).isPresent();
    try (Namespaces network = made.orElseThrow()) {
      // Nobody listens there, and that is answered at once.
      assertThat(refused(network)).isTrue();
      network.cut(Set.of(1), Set.of(2));
      assertThat(refused(network)).isFalse();
      network.heal();
      assertThat(refused(network)).isTrue();
    }
  }

  @Test
  void what_a_killed_process_has_left_is_taken_away_by_the_next() throws Exception {
    Optional<Namespaces> made = Namespaces.make(1);
    assumeThat(made).isPresent();
    made.orElseThrow().close();
    Process killed = new ProcessBuilder("true").start();
    assertThat(killed.waitFor()).isZero();
    String left = "insideout-" + killed.pid() + "-1";
    assertThat(run("ip", "netns", "add", left)).isEmpty();

    try (Namespaces next = Namespaces.make(1).orElseThrow()) {
      assertThat(next.canCut()).isTrue();
      String there = run("ip", "netns", "list");
      assertThat(there).doesNotContain(left);
      assertThat(there).contains("insideout-" + ProcessHandle.current().pid() + "-1");
    }
    assertThat(run("ip", "netns", "list"))
        .doesNotContain("insideout-" + ProcessHandle.current().pid());
  }

  private static boolean refused(Namespaces network) throws IOException, InterruptedException {
    String told =
        run(
            network
                .command(
                    1, List.of("timeout", "2", "bash", "-c", CONNECT.formatted(network.host(2))))
                .toArray(String[]::new));
    return told.contains("refused");
  }

  private static String run(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    var _ = process.waitFor();
    return printed;
  }
}
