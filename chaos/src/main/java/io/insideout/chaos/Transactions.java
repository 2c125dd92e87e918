package io.insideout.chaos;

import static java.util.Objects.requireNonNull;

import io.insideout.runtime.Pause;
import io.insideout.runtime.log.LogClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// Looks at the log for transactions that have written something and are not committed yet: the
/// moment at which a kill takes back what a careless reader has seen already.
final class Transactions {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);

  private final LogClient log;

  Transactions(LogClient log) {
    this.log = log;
  }

  /// Waits for a transaction of the service that is not about to be committed either.
  ///
  /// @param openFor how long it has to be open at least, so that others have time to read of it
  /// @return whether there is one at this moment
  boolean awaitOpen(String service, Duration openFor, Duration atMost) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    try (Consumer<byte[], byte[]> committed = log.reader("chaos-committed");
        Consumer<byte[], byte[]> written = Written.reader(log);
        Admin admin = log.admin()) {
      List<TopicPartition> partitions = Written.partitions(committed, service);
      while (System.nanoTime() < deadlineNanos) {
        // In this order: what was written before is committed by then, or it is still open.
        Map<TopicPartition, Long> ends = written.endOffsets(partitions, ANSWERS_WITHIN);
        if (open(committed, ends)) {
          Pause.atMost(openFor);
          if (open(committed, ends) && undecided(admin, service)) {
            return true;
          }
        }
      }
    } catch (ExecutionException | TimeoutException | RuntimeException theLogIsAway) {
      return false;
    }
    return false;
  }

  private static boolean open(Consumer<byte[], byte[]> committed, Map<TopicPartition, Long> ends) {
    return committed.endOffsets(ends.keySet(), ANSWERS_WITHIN).entrySet().stream()
        .anyMatch(end -> end.getValue() < requireNonNull(ends.get(end.getKey())));
  }

  /// A transaction whose end is decided would be committed without its producer too. Kafka Streams
  /// begins the ids of transactions with the name of the service.
  private static boolean undecided(Admin admin, String service)
      throws InterruptedException, ExecutionException, TimeoutException {
    return admin
        .listTransactions(
            new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
        .all()
        .get(ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .stream()
        .anyMatch(transaction -> transaction.transactionalId().startsWith(service + "-"));
  }
}
