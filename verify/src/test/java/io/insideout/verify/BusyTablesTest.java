package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import io.insideout.catalog.Product;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A system that never rests: rows change and are captured later, orders have new versions and are
/// written to their view later. The steps of both come at random, between any two looks.
class BusyTablesTest {
  private static final int PRODUCTS = 12;
  private static final int LAST_VERSION = 5;

  private final Map<String, Product> rows = new TreeMap<>();
  private final Map<String, Integer> view = new HashMap<>();
  private final List<Entry> log = new ArrayList<>();
  private final Deque<Runnable> captured = new ArrayDeque<>();
  private final Deque<Runnable> sunk = new ArrayDeque<>();
  private int read;
  private long ordersPlaced;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void what_is_only_late_is_no_violation(long seed) throws Exception {
    Random random = new Random(seed);
    steps(random, 400);
    LawReport law = check(random, true, Duration.ofMinutes(1));
    assertThat(law.holds()).as("seed %d: %s", seed, law).isTrue();
    assertThat(law.counted().get("looked at again")).as("seed %d", seed).isPositive();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void what_was_lost_is_found_and_nothing_else(long seed) throws Exception {
    Random random = new Random(seed);
    steps(random, 400);
    while (!captured.isEmpty() || !sunk.isEmpty()) {
      run(captured);
      run(sunk);
    }
    String lost;
    if (random.nextBoolean()) {
      lost = "sku-" + random.nextInt(PRODUCTS);
      change(lost, 1_000_000);
      captured.removeLast();
    } else {
      lost = version("order-lost", 1);
      sunk.removeLast();
    }
    LawReport law = check(random, false, Duration.ofMillis(200));
    assertThat(law.first()).as("seed %d: %s", seed, law).hasSize(1);
    assertThat(law.first().getFirst().sentence()).contains("row " + lost + ": ");
  }

  private void steps(Random random, int count) {
    for (int step = 0; step < count; step++) {
      int chance = random.nextInt(40);
      if (chance < 9) {
        change("sku-" + random.nextInt(PRODUCTS), random.nextInt(50));
      } else if (chance < 10) {
        var _ = version("order-" + ordersPlaced++, 1);
      } else {
        // On the whole they keep up, or nobody could say that they are only late.
        run(chance < 22 ? captured : sunk);
      }
    }
  }

  private static void run(Deque<Runnable> late) {
    Runnable next = late.poll();
    if (next != null) {
      next.run();
    }
  }

  /// A row is deleted where it would cost nothing.
  private void change(String sku, long price) {
    Product row = price == 0 ? null : new Product(sku, "a thing", "GBP", price, 0L);
    if (row == null) {
      rows.remove(sku);
    } else {
      rows.put(sku, row);
    }
    captured.add(() -> write(Topics.PRODUCTS, sku, row));
  }

  private String version(String id, int version) {
    write(Topics.ORDERS, id, order(id, version));
    sunk.add(() -> view.put(id, version));
    if (version < LAST_VERSION && !id.equals("order-lost")) {
      sunk.add(() -> version(id, version + 1));
    }
    return id;
  }

  private static Order order(String id, int version) {
    return Order.newBuilder(Shop.paid()).setOrderId(id).setVersion(version).build();
  }

  private void write(Topic<?> topic, String key, @Nullable SpecificRecord value) {
    Content content =
        value == null ? new Content.Tombstone() : new Content.Value(value, ByteBuffer.allocate(0));
    Coordinates at = new Coordinates(topic.name(), 0, log.size());
    log.add(new Entry(at, 0, key, content, null, null));
  }

  private LawReport check(Random random, boolean goesOn, Duration within) throws Exception {
    Consumer<Consumer<Entry>> tail =
        taker -> {
          steps(random, goesOn ? random.nextInt(30) : 0);
          while (read < log.size()) {
            taker.accept(log.get(read++));
          }
        };
    Tables tables =
        new Tables() {
          @Override
          public void read(Consumer<Row> taker) {
            steps(random, goesOn ? random.nextInt(30) : 0);
            rows("product").forEach(taker);
            rows("orders_view").forEach(taker);
          }

          @Override
          public void read(String table, Collection<String> keys, Consumer<Row> taker) {
            steps(random, goesOn ? random.nextInt(30) : 0);
            rows(table).stream().filter(row -> keys.contains(row.key())).forEach(taker);
          }
        };
    try (Scratch scratch = Scratch.inMemory()) {
      Audit audit = new Audit(scratch, Evidence.none().with(tables, within));
      tail.accept(audit::accept);
      audit.compare(tables, tail::accept, within);
      return audit.finish(Quiet.no("it works")).law('L');
    }
  }

  private List<Tables.Row> rows(String table) {
    List<Tables.Row> found = new ArrayList<>();
    if (table.equals("product")) {
      rows.forEach(
          (sku, row) -> found.add(new Tables.Row(table, sku, Mirror.product(row).byName())));
    } else {
      view.forEach(
          (id, version) ->
              found.add(new Tables.Row(table, id, Mirror.order(order(id, version)).byName())));
    }
    return found;
  }
}
