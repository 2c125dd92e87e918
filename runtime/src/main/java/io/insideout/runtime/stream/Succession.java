package io.insideout.runtime.stream;

import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.generation.Generation;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.generation.Turn;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has a service's generation work while it is its turn, make itself ready before, and do nothing
/// behind it.
final class Succession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Succession.class);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(25);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private final Generations generations;
  private final Generation own;
  private final Work work;
  private final Heir heir;
  private boolean working;
  private volatile boolean closing;
  private volatile @Nullable String trouble;
  private @Nullable Thread thread;

  Succession(Generations generations, Generation own, Work work, Heir heir) {
    this.generations = generations;
    this.own = own;
    this.work = work;
    this.heir = heir;
  }

  /// Begins. Where it is its turn already, it works when this returns.
  void start() throws InterruptedException {
    if (turn() == Turn.NOW) {
      working = true;
      work.start();
    } else {
      LOG.info(
          "{} does not work yet: {}", own, turn() == Turn.OVER ? over() : "it makes its stores");
    }
    thread = Thread.ofVirtual().name("succession-" + own.group()).start(this::run);
  }

  private Turn turn() {
    return own.turn(generations.standing(own.service()));
  }

  private void run() {
    try {
      while (!closing) {
        try {
          step();
        } catch (InterruptException e) {
          throw e;
        } catch (KafkaException | StartFailure e) {
          failed(e);
        }
      }
    } catch (InterruptException | InterruptedException e) {
      LOG.debug("{} closes", own);
    } catch (RuntimeException e) {
      trouble = "stopped: " + e;
      LOG.error("{} stops", own, e);
    }
  }

  /// Nothing is left as it was begun: it is tried from the beginning, for the log may answer then,
  /// or an operator have done something.
  private void failed(RuntimeException why) throws InterruptedException {
    trouble = why.getMessage();
    LOG.warn("{} tries again: {}", own, why.toString());
    heir.close();
    if (!working || turn() != Turn.NOW) {
      work.end();
      working = false;
    }
    Pause.atMost(TRY_AGAIN);
  }

  private void step() throws InterruptedException {
    switch (turn()) {
      case NOW -> {
        heir.rest();
        trouble = null;
        if (!working && !closing) {
          work.begin();
          working = true;
          LOG.info("{} works from now on", own);
        }
        generations.awaitLook();
      }
      case LATER -> trouble = heir.step();
      case OVER -> {
        heir.rest();
        if (working) {
          work.end();
          working = false;
          LOG.info("{} works no more: {}", own, over());
        }
        trouble = over();
        generations.awaitLook();
      }
    }
  }

  private String over() {
    return "generation %d takes its place".formatted(generations.standing(own.service()).called());
  }

  /// What keeps it from working, or from being ready to, or nothing.
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /// Looks no more whose turn it is. What works goes on until it is closed itself.
  @Override
  public void close() {
    closing = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      try {
        running.join(ENDS_WITHIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
    heir.close();
  }
}
