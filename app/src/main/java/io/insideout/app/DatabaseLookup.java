package io.insideout.app;

import io.insideout.connect.database.DatabaseAddress;
import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import java.time.Duration;
import java.util.Optional;

/// The database of a running system, as its HTTP door tells.
public final class DatabaseLookup {
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(200);
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(60);

  private DatabaseLookup() {}

  /// Where it is, as a door tells that asks nobody who they are.
  ///
  /// @throws StartFailure if the door does not answer, or a minute does not do
  public static Optional<DatabaseAddress> of(String door) throws InterruptedException {
    return of(Door.open(door));
  }

  /// Where it is; one that is only starting is waited for.
  ///
  /// @return empty where the system has none
  /// @throws StartFailure if the door does not answer, or a minute does not do
  static Optional<DatabaseAddress> of(Door door) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + KNOWN_WITHIN.toNanos();
    Optional<ConnectReport> told = ConnectReport.at(door);
    while (told.isPresent() && told.get().database() == null) {
      if (System.nanoTime() - deadlineNanos >= 0) {
        throw new StartFailure(
            "The system's database does not start. See why: ./insideout connectors");
      }
      Pause.atMost(ASK_AGAIN_AFTER);
      told = ConnectReport.at(door);
    }
    return told.map(ConnectReport::databaseAddress);
  }
}
