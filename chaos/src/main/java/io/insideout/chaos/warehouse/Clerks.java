package io.insideout.chaos.warehouse;

import io.insideout.chaos.parts.Database;
import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// People who keep what is on sale in the database, as they did before there was a log: they are at
/// it all the time, and try again when the database is away.
public final class Clerks implements AutoCloseable {
  static final int PRODUCTS = 20_000;

  private static final int CLERKS = 3;
  private static final int PLENTY = 100_000;
  private static final int FEW = 40;
  private static final Duration OPEN_WITHIN = Duration.ofSeconds(60);
  private static final Duration TRY_AGAIN_AFTER = Duration.ofMillis(300);
  private static final Duration WORK_EVERY = Duration.ofMillis(100);

  private final Optional<Database> database;
  private final Account account;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closing;

  /// @param database where they work; without one they have nothing to do
  public Clerks(Optional<Database> database, Account account) {
    this.database = database;
    this.account = account;
  }

  /// Puts everything on sale.
  ///
  /// @throws StartFailure if the database does not take it
  public void open() throws InterruptedException {
    if (database.isPresent()) {
      open(database.get());
    }
  }

  private void open(Database at) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + OPEN_WITHIN.toNanos();
    while (true) {
      try (Connection connection = at.connect()) {
        Clerk.open(connection, PRODUCTS);
        Clerk clerk = new Clerk(new Random(), account);
        for (int number = 0; number < Shelf.ALL; number++) {
          clerk.make(connection, Shelf.sku(number), number < Shelf.SCARCE ? FEW : PLENTY);
        }
        return;
      } catch (SQLException e) {
        // It may have just begun, and have no tables yet.
        if (System.nanoTime() > deadlineNanos) {
          throw new StartFailure("The database does not take what is on sale: " + e, e);
        }
        Pause.atMost(TRY_AGAIN_AFTER);
      }
    }
  }

  /// Lets them begin.
  public void start(long seed, int round) {
    database.ifPresent(at -> start(at, seed, round));
  }

  private void start(Database at, long seed, int round) {
    for (int i = 0; i < CLERKS; i++) {
      Clerk clerk = new Clerk(new Random(~seed * 1_000 + round * 100L + i), account);
      threads.add(Thread.ofPlatform().name("clerk-" + i).start(() -> work(at, clerk)));
    }
  }

  private void work(Database at, Clerk clerk) {
    try {
      while (!closing) {
        try (Connection connection = at.connect()) {
          while (!closing) {
            clerk.work(connection);
            Pause.atMost(WORK_EVERY);
          }
        } catch (SQLException away) {
          // Whether the last correction was committed, the table tells.
          Pause.atMost(TRY_AGAIN_AFTER);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lets them finish what they are at.
  public void await() throws InterruptedException {
    closing = true;
    for (Thread thread : threads) {
      thread.join();
    }
    threads.clear();
    closing = false;
  }

  @Override
  public void close() {
    closing = true;
    threads.forEach(Thread::interrupt);
  }
}
