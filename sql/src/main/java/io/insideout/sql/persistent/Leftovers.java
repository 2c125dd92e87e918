package io.insideout.sql.persistent;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/// What a query that was ended has left in the log besides records: transactions that it did not
/// live to end, which would hold up whoever reads the topic, and how far it had come.
///
/// @param nameInLog of the query
record Leftovers(String nameInLog) {
  private static final Pattern TASK_AND_NUMBER = Pattern.compile("-\\d+-\\d+");

  static Leftovers of(String queryId) {
    return new Leftovers(Planner.nameInLog(queryId));
  }

  /// Whether a transaction is one of the query's. After the name come two numbers, as Flink has it:
  /// which of its tasks, and which of the task's transactions. More of them are of another query,
  /// into a topic that is called as this query is.
  boolean isOf(String transactionalId) {
    return transactionalId.startsWith(nameInLog)
        && TASK_AND_NUMBER.matcher(transactionalId.substring(nameInLog.length())).matches();
  }

  void clear(Admin admin) throws IOException, InterruptedException {
    try {
      List<String> open =
          admin
              .listTransactions(
                  new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
              .all()
              .get()
              .stream()
              .map(TransactionListing::transactionalId)
              .filter(this::isOf)
              .toList();
      if (!open.isEmpty()) {
        var _ = admin.fenceProducers(open).all().get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the log does not end open transactions: " + e.getCause(), e);
    }
    try {
      var _ = admin.deleteConsumerGroups(List.of(nameInLog)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw new IOException("the log does not forget the group: " + e.getCause(), e);
      }
    }
  }
}
