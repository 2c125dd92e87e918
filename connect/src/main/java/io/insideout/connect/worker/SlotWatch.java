package io.insideout.connect.worker;

import io.insideout.connect.database.DatabaseAddress;
import io.insideout.connect.database.Slot;
import io.insideout.runtime.Metrics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks how far change data capture is behind the database, warns while nothing is lost yet, and
/// has the tables read anew where the database has given the reader up.
final class SlotWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SlotWatch.class);
  private static final long MEGABYTE = 1L << 20;
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

  private final Leftovers leftovers;
  private boolean swept;
  private boolean warned;

  SlotWatch(Leftovers leftovers) {
    this.leftovers = leftovers;
  }

  /// Looks once.
  ///
  /// @return what is wrong, if something is
  Optional<String> look(DatabaseAddress database) {
    try (Connection connection = database.connect(ANSWERS_WITHIN)) {
      Optional<Slot> found = Slot.look(connection);
      if (found.isEmpty()) {
        swept = false;
        return Optional.empty();
      }
      Slot slot = found.get();
      Metrics.SLOT_LAG.set((double) slot.lagBytes());
      if (slot.lost()) {
        Slot.drop(connection);
        swept = false;
        LOG.error(
            "change data capture was away for longer than the database keeps its journal; the"
                + " tables are read anew");
        return Optional.of("the replication slot was lost; the tables are read anew");
      }
      // What is said before there is a slot, nobody hears.
      if (!swept) {
        leftovers.sweep(connection);
        swept = true;
      }
      return behind(slot);
    } catch (SQLException e) {
      return Optional.of("the database does not answer: " + e.getMessage());
    } catch (KafkaException e) {
      return Optional.of("the log does not answer: " + e.getMessage());
    }
  }

  private Optional<String> behind(Slot slot) {
    if (!slot.isNear()) {
      warned = false;
      return Optional.empty();
    }
    String text =
        "change data capture is %,d MB behind, and the database keeps %,d MB for it"
            .formatted(slot.lagBytes() / MEGABYTE, slot.boundBytes() / MEGABYTE);
    if (!warned) {
      LOG.warn("{}: look at ./insideout connectors", text);
      warned = true;
    }
    return Optional.of(text);
  }
}
