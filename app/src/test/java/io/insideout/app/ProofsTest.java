package io.insideout.app;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.verify.Quiet;
import io.insideout.verify.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProofsTest {
  private static final Report HOLDS =
      new Report(List.of(), Map.of(), Quiet.yes("all done"), Duration.ofMillis(7));

  @TempDir Path directory;

  private static void ended(Proofs proofs) {
    eventually("the proof is made", () -> Boolean.FALSE.equals(proofs.state().get("running")));
  }

  @Test
  void one_proof_is_made_at_a_time() throws Exception {
    CountDownLatch enough = new CountDownLatch(1);
    AtomicInteger made = new AtomicInteger();
    try (Proofs proofs =
        new Proofs(
            () -> {
              made.incrementAndGet();
              enough.await();
              return HOLDS;
            },
            directory)) {
      assertThat(proofs.state()).containsOnlyKeys("running");
      proofs.begin();
      proofs.begin();
      assertThat(proofs.state()).containsEntry("running", true).containsKey("since");
      enough.countDown();
      ended(proofs);
      assertThat(made).hasValue(1);
      proofs.begin();
      eventually("another can be made then", () -> made.get() == 2);
    }
  }

  @Test
  void the_last_result_is_there_after_a_restart() throws Exception {
    Object found;
    try (Proofs proofs = new Proofs(() -> HOLDS, directory)) {
      proofs.begin();
      eventually("a result is kept", () -> Files.exists(directory.resolve("laws.json")));
      ended(proofs);
      found = proofs.state().get("last");
    }
    try (Proofs again = new Proofs(() -> HOLDS, directory)) {
      assertThat(again.state().get("last")).asString().contains("holds=true");
      assertThat(found).asString().contains("tookMillis=7");
    }
  }

  @Test
  void a_result_that_cannot_be_read_is_forgotten() throws Exception {
    Files.writeString(directory.resolve("laws.json"), "{");
    try (Proofs proofs = new Proofs(() -> HOLDS, directory)) {
      assertThat(proofs.state()).containsOnlyKeys("running");
    }
  }

  @Test
  void a_proof_that_fails_says_so_and_what_the_last_one_found_stays() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Proofs proofs =
        new Proofs(
            () -> {
              if (asked.incrementAndGet() > 1) {
                throw new IllegalStateException("secret of the house");
              }
              return HOLDS;
            },
            directory);
    proofs.begin();
    ended(proofs);
    proofs.begin();
    ended(proofs);
    assertThat(proofs.state()).containsKeys("last", "failure");
    assertThat(proofs.state().toString()).doesNotContain("secret");
  }

  @Test
  void closing_ends_a_proof() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Proofs proofs =
        new Proofs(
            () -> {
              never.await();
              return HOLDS;
            },
            directory);
    proofs.begin();
    proofs.close();
    assertThat(proofs.state()).containsEntry("running", false);
  }
}
