package io.insideout.runtime.stream;

import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.generation.Change;
import io.insideout.runtime.generation.Generation;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.generation.Standing;
import io.insideout.runtime.log.LogClient;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A generation whose turn is to come. It makes its stores of what the one before writes; when it
/// is nearly as far, it has that one stop; and when it has read all of it, it takes over, at the
/// positions where that one stopped.
///
/// Each instance of it does so by itself, by what stands in the log: whichever is first hands over
/// for all.
final class Heir implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heir.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final Generations generations;
  private final Generation own;
  private final LogClient log;
  private final Making making;
  private @Nullable Estate estate;
  private @Nullable TopologyRun reading;
  private @Nullable Long calledNanos;

  /// How its stores are made.
  interface Making {
    /// The changelogs of the generation before that they are made of.
    Set<String> changelogs(Generation before);

    /// Those of them that are of stores with other names.
    Set<String> renamed(Generation before);

    /// The topics by which its topology sends records to itself, without its group.
    Set<String> detours();

    /// What makes the stores, to be started.
    ///
    /// @param present the topics of the log
    TopologyRun of(Generation before, Set<String> present);
  }

  Heir(Generations generations, Generation own, LogClient log, Making making) {
    this.generations = generations;
    this.own = own;
    this.log = log;
    this.making = making;
  }

  /// Does what there is to do now, and waits a moment.
  ///
  /// @return what there is left to do
  String step() throws InterruptedException {
    Standing standing = generations.standing(own.service());
    Generation before = own.numbered(standing.inCharge());
    Estate open = opened(before);
    TopologyRun running = reading;
    Optional<Throwable> failure = Optional.ofNullable(running).flatMap(TopologyRun::failure);
    if (failure.isPresent()) {
      throw new StartFailure(
          "The stores of %s cannot be made: %s".formatted(own, failure.get()), failure.get());
    }
    Left left = open.left();
    if (!left.isNothing() && running == null) {
      read(before, open);
    }
    if (standing.called() < own.number()) {
      if (left.isLittle() && open.isReadAsItWas()) {
        refuse(before, open);
        LOG.info("{} is as far as generation {}, and is called", own, before.number());
        var _ = new Change(log, own.service()).to(this::called);
      }
    } else if (isKnown() && open.isFinal() && open.left().isNothing()) {
      rest();
      open.seal();
      // Something may have come while nobody was shut out.
      if (open.isLeftAlone() && open.isFinal() && open.left().isNothing()) {
        var _ = new HandOver(log, open.facts(), detours(before, open)).execute();
      }
    }
    Pause.atMost(LOOK_AGAIN);
    return "makes its stores of what generation %d writes: %,d records behind"
        .formatted(before.number(), left.records());
  }

  /// Whether it was called so long ago that everybody knows who is not to work any more.
  private boolean isKnown() {
    if (calledNanos == null) {
      calledNanos = System.nanoTime();
    }
    return System.nanoTime() - calledNanos > Lease.KNOWN_AFTER.toNanos();
  }

  private Optional<Standing> called(Standing now) {
    return now.called() < own.number() ? Optional.of(now.calling(own.number())) : Optional.empty();
  }

  private Detours detours(Generation before, Estate open) {
    return new Detours(open.facts(), before, own, making.detours());
  }

  private Estate opened(Generation before) throws InterruptedException {
    Estate open = estate;
    if (open == null || !open.of().equals(before)) {
      close();
      open = new Estate(log, before, own, making.changelogs(before));
      estate = open;
      refuse(before, open);
    }
    return open;
  }

  /// Nobody is called for what would not be whole. The former may have begun since it was asked.
  private void refuse(Generation before, Estate open) throws InterruptedException {
    detours(before, open).refuseUnknown();
    open.refuseMissing(making.renamed(before));
  }

  private void read(Generation before, Estate open) throws InterruptedException {
    LOG.info("{} makes its stores of what generation {} writes", own, before.number());
    TopologyRun starting = making.of(before, open.facts().topics());
    reading = starting;
    starting.begin();
  }

  /// Reads no more. What it has made is kept.
  void rest() {
    TopologyRun running = reading;
    reading = null;
    if (running != null) {
      running.leave();
    }
  }

  /// What was begun is begun anew with the next step.
  @Override
  public void close() {
    rest();
    calledNanos = null;
    if (estate != null) {
      estate.close();
      estate = null;
    }
  }
}
