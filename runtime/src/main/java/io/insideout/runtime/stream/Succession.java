package io.insideout.runtime.stream;

import io.insideout.runtime.StartFailure;
import io.insideout.runtime.generation.Generation;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.generation.Turn;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has a service's generation work while it is its turn, make itself ready before, and do nothing
/// behind it.
final class Succession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Succession.class);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(25);

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
      begin();
    } else {
      LOG.info(
          "{} does not work yet: {}", own, turn() == Turn.OVER ? over() : "it makes its stores");
    }
    thread = Thread.ofVirtual().name("succession-" + own.group()).start(this::run);
  }

  private Turn turn() {
    return own.turn(generations.standing(own.service()));
  }

  private void begin() throws InterruptedException {
    trouble = null;
    working = true;
    try {
      work.begin();
    } catch (KafkaException e) {
      work.end();
      working = false;
      throw e;
    }
  }

  private void run() {
    try {
      while (!closing) {
        try {
          step();
        } catch (KafkaException e) {
          trouble = "the log does not let it take over: " + e.getMessage();
          LOG.warn("{} tries again: {}", own, e.toString());
          generations.awaitLook();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("{} closes", own);
    } catch (StartFailure e) {
      trouble = e.getMessage();
      LOG.error("{} does not work: {}", own, e.getMessage());
    } catch (RuntimeException e) {
      trouble = "stopped: " + e;
      LOG.error("{} stops", own, e);
    }
  }

  private void step() throws InterruptedException {
    switch (turn()) {
      case NOW -> {
        if (!working) {
          heir.rest();
          begin();
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
