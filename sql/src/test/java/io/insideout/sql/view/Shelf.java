package io.insideout.sql.view;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderLine;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.view.ViewRow;
import io.insideout.sql.dialect.Dialect;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.dialect.Relations;
import io.insideout.sql.dialect.Rewritten;
import io.insideout.sql.dialect.Statement;
import io.insideout.sql.engine.Lines;
import io.insideout.sql.table.TopicTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Views of which the rows are put there by hand, and that count how they are asked.
final class Shelf {
  private static final long ORDERED_AT_MILLIS = 1_291_190_760_000L;

  private final Schemas schemas = Schemas.inMemory();
  private final Map<String, Kept> kept = new HashMap<>();
  private final Relations relations = views();
  private final ViewQueries queries =
      new ViewQueries(relations, relation -> kept(relation.shortName()));

  private static Relations views() {
    List<Relation> all = new ArrayList<>();
    Topics.ofWhatIs().forEach(topic -> all.add(TopicTable.view(topic)));
    return () -> all;
  }

  /// What a view was asked for.
  ///
  /// @param lookups rows by their keys
  /// @param read rows that it went through
  record Asked(int lookups, int read) {}

  private final class Kept implements Source {
    private final Topic<?> topic;
    private final NavigableMap<String, ViewRow> rows = new TreeMap<>();
    private int lookups;
    private int read;
    private int open;

    Kept(Topic<?> topic) {
      this.topic = topic;
    }

    @Override
    public Schema schema() {
      return topic.schema();
    }

    @Override
    public Function<byte[], GenericRecord> values(Schema as) {
      return schemas.reader(as);
    }

    @Override
    public Rows asOfNow(Duration atMost) {
      open++;
      return new Rows() {
        @Override
        public @Nullable ViewRow get(String key) {
          lookups++;
          return rows.get(key);
        }

        @Override
        public List<ViewRow> page(@Nullable String after, int most) {
          List<ViewRow> page =
              (after == null ? rows : rows.tailMap(after, false))
                  .values().stream().limit(most).toList();
          read += page.size();
          return page;
        }

        @Override
        public void close() {
          open--;
        }
      };
    }
  }

  private Kept kept(String view) {
    return kept.computeIfAbsent(
        view, name -> new Kept(Topics.named(name.replace('_', '-')).orElseThrow()));
  }

  private <V extends SpecificRecord> void put(Topic<V> topic, String key, V value) {
    Kept view = kept(topic.name().replace('-', '_'));
    byte[] bytes = schemas.serde(topic).serializer().serialize(topic.name(), value);
    view.rows.put(key, new ViewRow(key, 1, view.rows.size(), ORDERED_AT_MILLIS, bytes));
  }

  Shelf order(String id, String customer, OrderState state, long totalMinor, OrderLine... lines) {
    put(
        Topics.ORDERS,
        id,
        Order.newBuilder()
            .setOrderId(id)
            .setVersion(2)
            .setState(state)
            .setCustomerId(customer)
            .setCardToken("card-" + customer)
            .setCurrency("GBP")
            .setLines(List.of(lines))
            .setTotalMinor(totalMinor)
            .setPlacedAtMicros(ORDERED_AT_MILLIS * 1_000)
            .setFingerprint("f")
            .build());
    return this;
  }

  Shelf customer(String id, String name, String country) {
    put(
        Topics.CUSTOMERS,
        id,
        Customer.newBuilder().setCustomerId(id).setName(name).setCountry(country).build());
    return this;
  }

  Shelf stock(String sku, long onHand) {
    put(Topics.STOCK, sku, new Stock(sku, onHand, 0L));
    return this;
  }

  Asked asked(String view) {
    Kept one = kept(view);
    return new Asked(one.lookups, one.read);
  }

  /// How many still look at a moment of it.
  int open(String view) {
    return kept(view).open;
  }

  Relations relations() {
    return relations;
  }

  Rewritten rewritten(String sql) {
    return ((Statement.Query) Dialect.statements(sql).getFirst()).rewritten(relations);
  }

  String explained(String sql) {
    return queries.explain(rewritten(sql));
  }

  Lines ask(String sql) throws InterruptedException {
    return queries.ask(rewritten(sql));
  }

  /// All lines of an answer.
  List<String> lines(String sql) {
    List<String> all = new ArrayList<>();
    try (Lines lines = ask(sql)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        all.add(line);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }

  /// The rows of an answer that ends well.
  List<String> rows(String sql) {
    List<String> lines = lines(sql);
    if (!lines.getLast().equals("{\"end\":true}")) {
      throw new AssertionError(lines.getLast());
    }
    return lines.subList(1, lines.size() - 1).stream()
        .map(line -> line.substring("{\"op\":\"+I\",\"row\":".length(), line.length() - 1))
        .toList();
  }
}
