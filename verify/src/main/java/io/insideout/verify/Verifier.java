package io.insideout.verify;

import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Redriven;
import io.insideout.runtime.schema.Registry.RegistryUnreachable;
import io.insideout.runtime.schema.Schemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/// Reads a log, committed records only, from its beginning to where it ended when the reading
/// began, and judges it. It writes nothing and belongs to no group, so it disturbs no one.
public final class Verifier {
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);

  /// A transaction's records become visible one partition after the other, though all of them will.
  /// So much time is given to the last of them, where the log is busy.
  private static final Duration SETTLE = Duration.ofSeconds(1);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final LogClient log;
  private final Schemas schemas;
  private final Path scratchParent;

  /// @param scratchParent where facts may be kept while the audit lasts; see [Scratch#onDisk]
  public Verifier(LogClient log, Schemas schemas, Path scratchParent) {
    this.log = log;
    this.schemas = schemas;
    this.scratchParent = scratchParent;
  }

  /// Judges the log.
  ///
  /// @param quiet whether all work is done, as [Quiescence] tells; a log that grows while it is
  ///   read is not quiet, whatever was said
  /// @throws IOException if the log, a view or the scratch space cannot be read or used
  public Report verify(Quiet quiet, Evidence evidence) throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.onDisk(scratchParent)) {
      Audit audit = new Audit(scratch, evidence);
      // Before the ends are looked up: what a view has applied was committed by then.
      for (URI view : evidence.views()) {
        audit.fetchView(view, evidence.asking());
      }
      Moment moment = read(quiet, audit);
      if (evidence.tables().isPresent()) {
        compare(evidence.tables().get(), evidence.agreeWithin(), moment.read(), audit);
      }
      return audit.finish(moment);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (InterruptException e) {
      throw new InterruptedException("interrupted while reading the log");
    } catch (KafkaException | RegistryUnreachable e) {
      throw new IOException("the log cannot be read: " + e.getMessage(), e);
    }
  }

  /// What comes into the log meanwhile is for the tables alone: other laws have read to their cuts.
  private void compare(Tables tables, Duration within, Cut read, Audit audit)
      throws IOException, InterruptedException {
    EntryDecoder decoder = new EntryDecoder(schemas, TablesLaw.topics());
    try (var consumer = log.reader("verify-tables")) {
      LogReader reader = new LogReader(consumer, TablesLaw.topics(), STALL_TIMEOUT).behind(read);
      audit.compare(
          tables,
          taker ->
              reader.readTo(
                  reader.end(),
                  record -> {
                    if (!Redriven.isAddressed(record.headers())) {
                      taker.accept(decoder.decode(record));
                    }
                  }),
          within);
    }
  }

  private Moment read(Quiet quiet, Audit audit) throws IOException {
    Intake intake = new Intake(new EntryDecoder(schemas, Topics.all()), audit);
    Consumer<ConsumerRecord<byte[], byte[]>> taker = intake::take;
    try (var consumer = log.reader("verify")) {
      LogReader reader = new LogReader(consumer, Topics.all(), STALL_TIMEOUT);
      long startNanos = System.nanoTime();
      Cut ripe = reader.end();
      reader.readTo(ripe, taker);
      Cut second = reader.end();
      Cut read = reader.readTo(second, taker);
      if (quiet.isQuiet() && second.isSameAs(ripe)) {
        return new Moment(quiet, ripe, read);
      }
      while (System.nanoTime() - startNanos < SETTLE.toNanos()) {
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        read = reader.readTo(reader.end(), taker);
      }
      return new Moment(
          quiet.isQuiet() ? Quiet.no("the log grew while it was read") : quiet, ripe, read);
    }
  }
}
