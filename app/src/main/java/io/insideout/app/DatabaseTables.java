package io.insideout.app;

import io.insideout.connect.database.DatabaseAddress;
import io.insideout.connect.database.TableReader;
import io.insideout.runtime.StartFailure;
import io.insideout.verify.Tables;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/// The tables of a running system's database, as the laws look at them. Where it does not answer
/// they are away, and no law is broken by that.
public final class DatabaseTables implements Tables {
  private final DatabaseAddress address;
  private final TableReader reader;

  private DatabaseTables(DatabaseAddress address) {
    this.address = address;
    this.reader = new TableReader(address);
  }

  /// Those of the system behind an HTTP door that asks nobody who they are; empty where it has no
  /// database.
  public static Optional<Tables> of(String door) throws InterruptedException {
    return of(Door.open(door));
  }

  /// Those of the system behind an HTTP door; empty where it has no database.
  static Optional<Tables> of(Door door) throws InterruptedException {
    try {
      return DatabaseLookup.of(door).map(DatabaseTables::new);
    } catch (StartFailure e) {
      return Optional.of(new Nowhere(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void read(Consumer<Row> taker) throws Away {
    asked(() -> reader.read(row -> taker.accept(row(row))));
  }

  @Override
  public void read(String table, Collection<String> keys, Consumer<Row> taker) throws Away {
    asked(() -> reader.read(table, keys, row -> taker.accept(row(row))));
  }

  private interface Question {
    void ask() throws SQLException;
  }

  private void asked(Question question) throws Away {
    try {
      question.ask();
    } catch (SQLException e) {
      throw new Away(
          "the database at %s:%d does not answer: %s. Its password comes from the environment, as %s."
              .formatted(address.host(), address.port(), e.getMessage(), DatabaseAddress.PASSWORD),
          e);
    }
  }

  private static Row row(TableReader.Row row) {
    return new Row(row.table(), row.key(), row.columns());
  }

  /// A database that the system has, and that nobody finds.
  private record Nowhere(String why) implements Tables {
    @Override
    public void read(Consumer<Row> taker) throws Away {
      throw new Away(why);
    }

    @Override
    public void read(String table, Collection<String> keys, Consumer<Row> taker) throws Away {
      throw new Away(why);
    }
  }
}
