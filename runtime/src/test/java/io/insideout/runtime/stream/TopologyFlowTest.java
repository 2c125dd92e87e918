package io.insideout.runtime.stream;

import static io.insideout.catalog.Topics.CUSTOMERS;
import static io.insideout.catalog.Topics.EMAILS;
import static io.insideout.catalog.Topics.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Email;
import io.insideout.catalog.Order;
import io.insideout.runtime.flow.Flow;
import io.insideout.runtime.flow.Restore;
import io.insideout.runtime.flow.StreamThread.Task;
import io.insideout.runtime.flow.Subtopology;
import io.insideout.runtime.flow.Subtopology.Kind;
import io.insideout.runtime.flow.Subtopology.Node;
import io.insideout.runtime.flow.Subtopology.Store;
import io.insideout.runtime.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/// What a topology that keeps customers whole, sends orders around by the customer, counts points
/// in a store, and writes e-mails, tells of itself.
class TopologyFlowTest {
  private static final TopicPartition CHANGELOG = new TopicPartition("loyalty-points-changelog", 1);

  private final TopologyFlow telling = new TopologyFlow("loyalty", topology());

  private static TopologyDescription topology() {
    TopologyWriter writer = new TopologyWriter("loyalty", Schemas.inMemory());
    var _ = writer.globalTable(CUSTOMERS);
    String points = writer.store("points", Order.class);
    KStream<String, Order> orders = writer.stream(ORDERS).filter((_, _) -> true, Named.as("paid"));
    KStream<String, Email> thanks =
        writer
            .repartition(orders, "by-customer", Order.class, ORDERS)
            .process(Thanks::new, Named.as("count-points"), points);
    writer.write(thanks, EMAILS);
    return writer.build().describe();
  }

  private static final class Thanks implements Processor<String, Order, String, Email> {
    @Override
    public void process(Record<String, Order> order) {}
  }

  @Test
  void itReadsAndWritesWhatOthersSeeAndNotItsOwnDetours() {
    Flow.OfTopology told = telling.told("RUNNING", Set.of());

    assertThat(told.group()).isEqualTo("loyalty");
    assertThat(told.state()).isEqualTo("RUNNING");
    assertThat(told.reads()).containsExactly("customers", "orders");
    assertThat(told.writes()).containsExactly("emails");
  }

  @Test
  void itsTopicsHaveTheNamesThatTheLogHasForThem() {
    List<Subtopology> told = telling.told("RUNNING", Set.of()).subtopologies();

    assertThat(told).extracting(Subtopology::isGlobal).containsOnlyOnce(true).hasSize(3);
    assertThat(told.stream().flatMap(one -> one.stores().stream()))
        .containsExactlyInAnyOrder(
            new Store("customers", "customers"), new Store("points", "loyalty-points-changelog"));
    assertThat(node(told, "by-customer-repartition-sink"))
        .isEqualTo(
            new Node(
                "by-customer-repartition-sink",
                Kind.SINK,
                List.of("loyalty-by-customer-repartition"),
                List.of(),
                List.of()));
    assertThat(node(told, "by-customer-repartition-source").topics())
        .containsExactly("loyalty-by-customer-repartition");
    assertThat(node(told, "count-points"))
        .isEqualTo(
            new Node(
                "count-points",
                Kind.PROCESSOR,
                List.of(),
                List.of("points"),
                List.of("write-emails")));
  }

  private static Node node(List<Subtopology> told, String name) {
    return told.stream()
        .flatMap(one -> one.nodes().stream())
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void eachNodeStandsBehindThoseThatFeedIt() {
    for (Subtopology one : telling.told("RUNNING", Set.of()).subtopologies()) {
      List<String> seen = new ArrayList<>();
      for (Node node : one.nodes()) {
        assertThat(node.next()).as(node.name()).noneMatch(seen::contains);
        seen.add(node.name());
      }
    }
  }

  @Test
  void tasksAreToldWithWhatTheyRead() {
    TaskMetadata active = new At(new TaskId(1, 2), Set.of(new TopicPartition("orders", 2)));
    TaskMetadata standby = new At(new TaskId(1, 0), Set.of(new TopicPartition("orders", 0)));

    assertThat(telling.told("REBALANCING", Set.of(new Working(active, standby))).threads())
        .singleElement()
        .satisfies(
            thread -> {
              assertThat(thread.name()).isEqualTo("loyalty-1");
              assertThat(thread.state()).isEqualTo("PARTITIONS_ASSIGNED");
              assertThat(thread.tasks())
                  .containsExactly(
                      new Task("1_0", 1, true, List.of("orders/0")),
                      new Task("1_2", 1, false, List.of("orders/2")));
            });
  }

  @Test
  void aStoreThatIsReadBackSaysHowFarItIs() {
    telling.onRestoreStart(CHANGELOG, "points", 10, 30);
    assertThat(restoring()).containsExactly(restore(0));
    telling.onBatchRestored(CHANGELOG, "points", 15, 5);
    assertThat(restoring()).containsExactly(restore(5));
    telling.onRestoreEnd(CHANGELOG, "points", 20);
    assertThat(restoring()).isEmpty();
    telling.onBatchRestored(CHANGELOG, "points", 30, 5);
    assertThat(restoring()).isEmpty();
    telling.onRestoreStart(CHANGELOG, "points", 10, 30);
    telling.onRestoreSuspended(CHANGELOG, "points", 3);
    assertThat(restoring()).isEmpty();
  }

  private List<Restore> restoring() {
    return telling.told("RUNNING", Set.of()).restoring();
  }

  private static Restore restore(long restored) {
    return new Restore("points", "loyalty-points-changelog", 1, restored, 20);
  }

  /// A thread as Kafka Streams tells of it.
  private record Working(TaskMetadata active, TaskMetadata standby) implements ThreadMetadata {
    @Override
    public String threadName() {
      return "loyalty-1";
    }

    @Override
    public String threadState() {
      return "PARTITIONS_ASSIGNED";
    }

    @Override
    public Set<TaskMetadata> activeTasks() {
      return Set.of(active);
    }

    @Override
    public Set<TaskMetadata> standbyTasks() {
      return Set.of(standby);
    }

    @Override
    public String consumerClientId() {
      return "";
    }

    @Override
    public String restoreConsumerClientId() {
      return "";
    }

    @Override
    public Set<String> producerClientIds() {
      return Set.of();
    }

    @Override
    public String adminClientId() {
      return "";
    }
  }

  /// A task as Kafka Streams tells of it.
  private record At(TaskId taskId, Set<TopicPartition> topicPartitions) implements TaskMetadata {
    @Override
    public Map<TopicPartition, Long> committedOffsets() {
      return Map.of();
    }

    @Override
    public Map<TopicPartition, Long> endOffsets() {
      return Map.of();
    }

    @Override
    public Optional<Long> timeCurrentIdlingStarted() {
      return Optional.empty();
    }
  }
}
