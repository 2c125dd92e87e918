package io.insideout.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.Metrics;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.log.LogTrouble;
import io.insideout.verify.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Proofs of the laws, made in the background of a running system when somebody asks: one at a
/// time, for each reads the whole log. The last result is kept in the data directory, so that it is
/// there after a restart.
final class Proofs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Proofs.class);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);

  /// How a proof is made.
  interface Prover {
    Report prove() throws InterruptedException;
  }

  /// A proof that is being made.
  private record Run(Thread thread, Instant since) {}

  private final Prover prover;
  private final Path file;
  private final AtomicReference<@Nullable Run> running = new AtomicReference<>();
  private volatile @Nullable Object last;
  private volatile @Nullable String failure;

  /// @param directory where the last result is kept
  Proofs(Prover prover, Path directory) {
    this.prover = prover;
    this.file = directory.resolve("laws.json");
    this.last = read();
  }

  private @Nullable Object read() {
    try {
      byte[] proof = Files.readAllBytes(file);
      Object read = Json.read(proof, Object.class);
      count(proof);
      return read;
    } catch (NoSuchFileException none) {
      return null;
    } catch (IOException | RuntimeException e) {
      LOG.warn("the last proof cannot be read, and is forgotten: {}", e.toString());
      return null;
    }
  }

  /// Begins a proof, unless one is being made.
  void begin() {
    Thread thread = Thread.ofPlatform().name("proof").daemon().unstarted(this::prove);
    if (running.compareAndSet(null, new Run(thread, Instant.now()))) {
      failure = null;
      thread.start();
    }
  }

  private void prove() {
    Instant begun = Instant.now();
    try {
      Report report = prover.prove();
      Map<String, Object> proof = new LinkedHashMap<>();
      proof.put("at", begun.toString());
      proof.put("report", report.toMap());
      last = proof;
      byte[] written = Json.write(proof);
      count(written);
      keep(written);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.error("the laws cannot be proven", e);
      failure =
          LogTrouble.refusal(e)
              .orElse("The laws cannot be proven at this moment; the log of the system says why.");
    } finally {
      running.set(null);
    }
  }

  private static void count(byte[] proof) {
    Json.read(proof, JsonNode.class)
        .at("/report/laws")
        .forEach(
            law ->
                Metrics.LAW_VIOLATIONS
                    .labelValues(law.path("law").asText())
                    .set(law.path("violations").asDouble()));
  }

  private void keep(byte[] proof) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    Files.write(written, proof);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Whether a proof is being made and since when, what the last one found, and why there is none.
  Map<String, Object> state() {
    Map<String, Object> state = new LinkedHashMap<>();
    Run run = running.get();
    state.put("running", run != null);
    if (run != null) {
      state.put("since", run.since().toString());
      state.put("forMillis", Duration.between(run.since(), Instant.now()).toMillis());
    }
    Object found = last;
    if (found != null) {
      state.put("last", found);
    }
    String why = failure;
    if (why != null) {
      state.put("failure", why);
    }
    return state;
  }

  @Override
  public void close() {
    Run run = running.get();
    if (run == null) {
      return;
    }
    run.thread().interrupt();
    try {
      run.thread().join(ENDS_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
