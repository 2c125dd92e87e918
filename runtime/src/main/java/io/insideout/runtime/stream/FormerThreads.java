package io.insideout.runtime.stream;

import io.insideout.runtime.log.LogClient;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stream threads that others stand in for. Each was a member of the service's group by a number of
/// its own, and the group takes it for one that comes back: it keeps its partitions for it for as
/// long as its session lasts, unless it is told.
///
/// @param group the service
/// @param member how the members of this instance begin; their number follows
record FormerThreads(LogClient log, String group, String member) {
  private static final Logger LOG = LoggerFactory.getLogger(FormerThreads.class);

  /// Tells the group, in the background: who ends may not be kept.
  ///
  /// @param thread that ends
  void leave(Thread thread) {
    String name = thread.getName();
    String gone = member + name.substring(name.lastIndexOf('-'));
    var _ = Thread.ofVirtual().name("without-" + gone).start(() -> leave(gone));
  }

  private void leave(String gone) {
    try (Admin admin = log.admin()) {
      var _ =
          admin
              .removeMembersFromConsumerGroup(
                  group,
                  new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove(gone))))
              .all()
              .get();
    } catch (ExecutionException | KafkaException e) {
      LOG.warn("the group waits for {} until its session is over: {}", gone, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
