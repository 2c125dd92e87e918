package io.insideout.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.log.ExitGuard;
import java.util.ArrayList;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExitGuardTest {
  private final Faults one = new Faults();
  private final Faults other = new Faults();

  @AfterEach
  void release() {
    ExitGuard.release(one);
    ExitGuard.release(other);
  }

  @Test
  void an_exit_in_a_thread_of_a_node_is_a_fault_of_that_node() throws Exception {
    Sheltered.run("other", () -> guard(other));
    Sheltered.run(
        "one",
        () -> {
          guard(one);
          var inheriting = new Thread(() -> Exit.halt(7, "the disk is broken"));
          inheriting.setUncaughtExceptionHandler((thread, e) -> {});
          inheriting.start();
          inheriting.join();
          return true;
        });
    assertThat(one.fatal().orElseThrow()).contains("halt", "7", "the disk is broken");
    assertThat(other.fatal()).isEmpty();
  }

  @Test
  void an_exit_in_a_thread_of_nobody_is_a_fault_of_every_node_that_runs() throws Exception {
    Sheltered.run("one", () -> guard(one));
    Sheltered.run("other", () -> guard(other));
    ExitGuard.release(other);
    assertThatThrownBy(() -> Exit.exit(3)).isInstanceOf(ExitGuard.PreventedExit.class);
    assertThat(one.fatal()).isPresent();
    assertThat(other.fatal()).isEmpty();
  }

  @Test
  void the_first_fault_is_the_one_that_is_told() {
    one.fatal("first", new IllegalStateException("cause"));
    one.fatal("second", new IllegalStateException());
    assertThat(one.fatal()).hasValue("first: cause");
  }

  @Test
  void a_fault_that_is_not_fatal_is_no_trouble_but_its_action_is_run() {
    var ran = new ArrayList<String>();
    var thrown = one.build("loader", false, () -> ran.add("action")).handleFault("odd", null);
    assertThat(thrown).hasMessageContaining("odd");
    assertThat(ran).containsExactly("action");
    assertThat(one.fatal()).isEmpty();
  }

  private static boolean guard(Faults faults) {
    ExitGuard.guard(faults);
    return true;
  }
}
