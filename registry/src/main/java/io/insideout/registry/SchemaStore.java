package io.insideout.registry;

import io.insideout.runtime.StartFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The registry's state, kept in the log. Reads see what the log said a moment ago; writes are made
/// one after the other, each one decided on a state that holds all writes before it, and return
/// when their own record has been read back.
final class SchemaStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaStore.class);
  private static final int ATTEMPTS_AT_START = 4;
  private static final long LOCK_TIMEOUT_MILLIS = 60_000;
  private static final long READ_BACK_TIMEOUT_MILLIS = 10_000;

  private final Map<String, String> clientProperties;
  private final ReentrantLock writing = new ReentrantLock();
  private final SchemaReader reader;
  private @Nullable SchemaWriter writer;
  private long lastOffset = -1;
  private volatile boolean fenced;

  private SchemaStore(
      Map<String, String> clientProperties, SchemaWriter writer, SchemaReader reader) {
    this.clientProperties = clientProperties;
    this.writer = writer;
    this.reader = reader;
  }

  /// @throws StartFailure if the topic cannot be had
  static SchemaStore open(Map<String, String> clientProperties) throws InterruptedException {
    var properties = Map.copyOf(clientProperties);
    SchemasTopic.ensure(properties);
    SchemaWriter writer = null;
    try {
      // The writer first: what an earlier registry wrote is complete before it is read.
      writer = SchemaWriter.open(properties, ATTEMPTS_AT_START);
      return new SchemaStore(properties, writer, SchemaReader.open(properties));
    } catch (KafkaException e) {
      closeQuietly(writer);
      throw new StartFailure(
          "The registry cannot use the topic '%s': %s. Check the permissions of its client."
              .formatted(SchemasTopic.NAME, e.getMessage()),
          e);
    } catch (StartFailure e) {
      closeQuietly(writer);
      throw e;
    }
  }

  RegistryState state() {
    return reader.state();
  }

  /// What keeps the store from its work at this moment.
  Optional<String> trouble() {
    return fenced
        ? Optional.of("another registry has taken over the schemas topic; this one only reads")
        : reader.trouble();
  }

  /// Decides on the newest state, appends what was decided and returns the answer when every reader
  /// of [#state()] sees it.
  ///
  /// @throws RegistryError what the decision throws, or 50001 or 50002 if the log does not take it
  <T> T write(Function<RegistryState, Change<T>> decision) {
    try {
      if (!writing.tryLock(LOCK_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
        throw RegistryError.timedOut("other writes have not ended.");
      }
      try {
        return decideAndAppend(decision);
      } finally {
        writing.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RegistryError.store("the registry is closing.");
    }
  }

  private <T> T decideAndAppend(Function<RegistryState, Change<T>> decision)
      throws InterruptedException {
    try {
      var current = currentWriter();
      reader.await(lastOffset, READ_BACK_TIMEOUT_MILLIS);
      var change = decision.apply(reader.state());
      if (!change.records().isEmpty()) {
        lastOffset = current.append(change.records());
        reader.await(lastOffset, READ_BACK_TIMEOUT_MILLIS);
      }
      return change.answer();
    } catch (KafkaException e) {
      LOG.error("a write to {} failed", SchemasTopic.PARTITION, e);
      fenced = fenced || isFenced(e);
      closeQuietly(writer);
      writer = null;
      throw RegistryError.store("the log did not take the record.");
    }
  }

  private SchemaWriter currentWriter() throws InterruptedException {
    if (fenced) {
      throw RegistryError.store("another registry has taken over; this one only reads.");
    }
    if (writer == null) {
      writer = SchemaWriter.open(clientProperties, 1);
      // The failed write may be in the log or not: whatever precedes this record is decided.
      lastOffset = writer.append(List.of(new StoreRecord.Noop(reader.state().highestId())));
    }
    return writer;
  }

  private static boolean isFenced(KafkaException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  private static void closeQuietly(@Nullable SchemaWriter writer) {
    if (writer != null) {
      try {
        writer.close();
      } catch (KafkaException e) {
        LOG.debug("the writer did not close cleanly", e);
      }
    }
  }

  @Override
  public void close() {
    reader.close();
    writing.lock();
    try {
      closeQuietly(writer);
      writer = null;
    } finally {
      writing.unlock();
    }
  }
}
