package io.insideout.chaos.plan;

import java.time.Duration;

/// Something that is done to the running system.
public sealed interface Fault {
  /// SIGKILL, and a new start after a while.
  ///
  /// @param part the process
  record Kill(String part, Duration down) implements Fault {}

  /// SIGKILL at a moment at which the service has written to the log and not committed it, and a
  /// new start after a while.
  ///
  /// @param openFor how long the transaction has been open at least
  record KillInTransaction(String part, Duration openFor, Duration down) implements Fault {}

  /// SIGKILL at a moment at which the payment provider has done what the service asked it and
  /// nothing in the log says so, and a new start after a while.
  record KillBeforeRecord(String part, Duration down) implements Fault {}

  /// SIGTERM, and a new start once the process has ended.
  record Restart(String part) implements Fault {}

  /// SIGSTOP, and SIGCONT after a while: a process that does not know that time went by.
  record Pause(String part, Duration length) implements Fault {}

  /// SIGKILL, and a new start without what the process kept besides the log: states and views.
  record Wipe(String part) implements Fault {}

  /// SIGKILL, and a new start that reads some of what it had read before once more.
  ///
  /// @param records at most, of each partition of each topic that is history
  record Rewind(String part, int records) implements Fault {}

  /// Records that nobody can use, put into a topic.
  record Poison(String topic, Venom venom, int records) implements Fault {}

  /// Commands that are in the log already, put there once more, byte by byte.
  record Repeat(int commands) implements Fault {}

  /// The log's disk is full for a while; then there is room again, and the log is started anew.
  record FullDisk(Duration length) implements Fault {}

  /// Something that is done to the database beside the log, or to what captures it.
  sealed interface AtDatabase extends Fault {}

  /// SIGKILL of the database's server; whoever runs it has to start it again.
  record KillDatabase() implements AtDatabase {}

  /// SIGKILL of the database's server and of connect, which runs it, and a new start after a while.
  record KillBoth(Duration down) implements AtDatabase {}

  /// SIGSTOP of all processes of the database, and SIGCONT after a while: it is there, and answers
  /// nobody.
  record PauseDatabase(Duration length) implements AtDatabase {}

  /// Change data capture is stopped for a while, and people go on counting.
  record StopCapture(Duration length) implements AtDatabase {}

  /// Connect stands still while the database writes more than it keeps for a reader, and rows are
  /// deleted: it gives the reader up, and the tables have to be read anew.
  ///
  /// @param killed whether connect is killed while it reads them
  record LoseSlot(boolean killed) implements AtDatabase {}

  /// What makes a record useless.
  enum Venom {
    /// Bytes without any form.
    NOISE,
    /// The wire format, with the id of a schema that the registry does not have.
    UNKNOWN_SCHEMA,
    /// The wire format and a schema of ours, and then not enough of it.
    CUT_SHORT,
    /// Nothing at all, where there has to be something.
    EMPTY
  }

  /// The process that it is done to; the log, where it is done to topics.
  default String part() {
    return switch (this) {
      case Kill kill -> kill.part;
      case KillInTransaction kill -> kill.part;
      case KillBeforeRecord kill -> kill.part;
      case Rewind rewind -> rewind.part;
      case Restart restart -> restart.part;
      case Pause pause -> pause.part;
      case Wipe wipe -> wipe.part;
      case Poison _, Repeat _, FullDisk _ -> "log";
      case AtDatabase _ -> "connect";
    };
  }

  /// What it is, for people.
  default String sentence() {
    return switch (this) {
      case Kill(String part, Duration down) ->
          "kill -9 %s, down for %s".formatted(part, text(down));
      case KillInTransaction(String part, _, Duration down) ->
          "kill -9 %s in the middle of a transaction, down for %s".formatted(part, text(down));
      case KillBeforeRecord(String part, Duration down) ->
          "kill -9 %s when the provider has done it and nobody wrote it down, down for %s"
              .formatted(part, text(down));
      case Rewind(String part, int records) ->
          "kill -9 %s and let it read its last %d records again".formatted(part, records);
      case Restart(String part) -> "restart %s".formatted(part);
      case Pause(String part, Duration length) -> "stop %s for %s".formatted(part, text(length));
      case Wipe(String part) -> "kill -9 %s and wipe its state and views".formatted(part);
      case Poison(String topic, Venom venom, int records) ->
          "%d bad records (%s) into %s".formatted(records, venom, topic);
      case Repeat(int commands) -> "the last %d commands once more".formatted(commands);
      case FullDisk(Duration length) -> "the log's disk is full for %s".formatted(text(length));
      case KillDatabase _ -> "kill -9 the database";
      case KillBoth(Duration down) ->
          "kill -9 the database and connect, down for %s".formatted(text(down));
      case PauseDatabase(Duration length) -> "stop the database for %s".formatted(text(length));
      case StopCapture(Duration length) -> "no change is captured for %s".formatted(text(length));
      case LoseSlot(boolean killed) ->
          "the database gives up its reader%s"
              .formatted(killed ? ", and kill -9 connect while it reads the tables anew" : "");
    };
  }

  private static String text(Duration length) {
    return "%.1f s".formatted(length.toMillis() / 1e3);
  }
}
