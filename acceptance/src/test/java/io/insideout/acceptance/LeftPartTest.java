package io.insideout.acceptance;

import static io.insideout.catalog.Topics.STOCK;
import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.catalog.Stock;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.view.Index;
import io.insideout.runtime.view.Page;
import io.insideout.runtime.view.RowKeys;
import io.insideout.runtime.view.Share;
import io.insideout.runtime.view.View;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A view that leaves one of its partitions to others, is closed over it, and takes it back.
class LeftPartTest {
  private static final int ROWS = 9_000;

  @TempDir private Path directory;
  private final Schemas schemas = Schemas.inMemory();
  private final AtomicInteger gone = new AtomicInteger();
  private final CountDownLatch going = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private volatile Set<Integer> wanted = Set.of(0, 1);

  /// What the test says at that moment.
  private final class Wanted implements Share {
    @Override
    public Set<Integer> wanted(int partitions, Set<Integer> shown) {
      return wanted;
    }

    @Override
    public void shown(Set<Integer> partitions) {}
  }

  @Test
  void itClosesInTheMiddleAndAllIsThereThatIsToBeThereInTheEnd() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker(directory.resolve("log"), 0)) {
      broker.start();
      LogClient log = LogClient.at(broker.bootstrapServers());
      try (Admin admin = log.admin()) {
        new LogTopics(admin).agreeWith(List.of(STOCK), _ -> 2);
      }
      try (Publisher publisher = new Publisher(log, schemas, "rows")) {
        List<Integer> places = written(publisher);
        int left = (int) places.stream().filter(place -> place == 0).count();

        View<Stock> closed = view(log);
        try {
          closed.start();
          assertThat(listed(closed)).hasSize(ROWS);
          leaveAndClose(closed);
        } finally {
          goOn.countDown();
          closed.close();
        }
        assertThat(gone).hasPositiveValue().hasValueLessThan(left);

        try (View<Stock> view = view(log)) {
          view.start();
          assertThat(view.shown()).containsExactly(1);
          assertThatThrownBy(() -> listed(view)).isInstanceOf(Problem.class);
          eventually("the rest of it is gone", () -> rows(view) == ROWS - left);
          wanted = Set.of(0, 1);
          eventually("it is back", () -> view.shown().size() == 2);
          assertThat(listed(view)).containsExactlyInAnyOrderElementsOf(keys());
          assertThat(rows(view)).isEqualTo(ROWS);
        }
      }
    }
  }

  private View<Stock> view(LogClient log) {
    return new View<>(
        STOCK,
        directory.resolve("view"),
        log,
        schemas,
        this::entries,
        RowKeys.ofRecords(),
        new Wanted());
  }

  /// Asked too for each row that goes, in the thread that reads.
  private List<Index> entries(Stock stock) {
    if (!wanted.contains(0) && gone.incrementAndGet() == 1) {
      going.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return List.of(new Index("all", "all", stock.getOnHand()));
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      keys.add("sku-" + i);
    }
    return keys;
  }

  /// @return the partition of each
  private List<Integer> written(Publisher publisher) {
    List<CompletableFuture<RecordMetadata>> durable =
        keys().stream()
            .map(
                key ->
                    publisher.publish(
                        STOCK, key, new Stock(key, 7L, 0L), 1_000, Traceparent.random()))
            .toList();
    return durable.stream().map(one -> one.join().partition()).toList();
  }

  private void leaveAndClose(View<Stock> view) throws InterruptedException {
    wanted = Set.of(1);
    going.await();
    assertThat(view.shown()).containsExactly(1);
    Thread closing = Thread.ofPlatform().start(view::close);
    eventually(
        "whoever closes waits for the reader",
        () -> closing.getState() == Thread.State.TIMED_WAITING);
    goOn.countDown();
    closing.join();
  }

  private static List<String> listed(View<Stock> view) {
    Page<Stock> page = view.list("all", "all", null, 0, Long.MAX_VALUE, _ -> true, ROWS + 1);
    return page.items().stream().map(seen -> seen.key()).toList();
  }

  private static long rows(View<Stock> view) {
    return view.stores().getFirst().count().rows();
  }
}
