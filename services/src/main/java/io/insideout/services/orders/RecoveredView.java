package io.insideout.services.orders;

import io.insideout.catalog.Order;
import io.insideout.catalog.Topics;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Part;
import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.log.Right;
import io.insideout.runtime.store.Store;
import io.insideout.runtime.view.View;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;

/// The orders view, started so that together with the pending orders it knows every acknowledged
/// command: first how far commands are folded is asked, then the view catches up beyond that, then
/// the commands that are not folded are entered as pending. An order may stand behind a transaction
/// of somebody else that is open still, as one is whose writer was killed: that is waited for.
record RecoveredView(Environment environment, View<Order> orders, PendingOrders pending)
    implements Part {
  /// Longer than Kafka lets anybody's transaction be open by default.
  private static final Duration SHOWN_WITHIN = Duration.ofSeconds(90);

  private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(2);

  @Override
  public String name() {
    return orders.name();
  }

  @Override
  public void start() throws InterruptedException {
    Map<TopicPartition, Long> folded =
        PendingOrders.folded(environment.log(), environment.streams().generations());
    orders.start();
    awaitCommitted();
    pending.recover(environment.log(), environment.schemas(), folded, orders);
  }

  /// Which partitions are kept here may change meanwhile, so it is asked anew.
  private void awaitCommitted() throws InterruptedException {
    long beganNanos = System.nanoTime();
    while (!isAsFarAsTheLog()) {
      if (System.nanoTime() - beganNanos > SHOWN_WITHIN.toNanos()) {
        throw new StartFailure(
            "The orders view is not as far as the log: it does not answer, or a transaction is open"
                + " on the topic orders. Start again.");
      }
    }
  }

  private boolean isAsFarAsTheLog() throws InterruptedException {
    try {
      return orders.awaitCommitted(ASK_AGAIN_AFTER);
    } catch (Problem behind) {
      Pause.atMost(ASK_AGAIN_AFTER);
      return false;
    }
  }

  @Override
  public Optional<String> trouble() {
    return orders.trouble();
  }

  @Override
  public Optional<Flow> flow() {
    return orders.flow();
  }

  @Override
  public List<? extends Store> stores() {
    return orders.stores();
  }

  @Override
  public List<Right> rights() {
    Right commands =
        Right.topic(
            Topics.ORDER_COMMANDS.name(), "the orders that are on their way", AclOperation.READ);
    return Stream.concat(orders.rights().stream(), Stream.of(commands)).toList();
  }

  @Override
  public void close() {
    orders.close();
  }
}
