package io.insideout.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Stock;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.junit.jupiter.api.Test;

/// How often a lookup asks the store: whoever waits for a row must not keep out who brings it.
class TableLookupTest {
  private final Map<String, ValueAndTimestamp<Stock>> rows = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final Changes changes = new Changes();
  private final TableLookup<Stock> lookup = new TableLookup<>(store(), 2, changes);

  @Test
  void a_row_is_read_again_only_when_it_has_changed() {
    put("tea", 1, 0);
    assertThat(lookup.find("tea")).map(Stock::getOnHand).contains(1L);
    put("cup", 5, 1);
    assertThat(lookup.find("tea")).map(Stock::getOnHand).contains(1L);
    put("tea", 2, 2);
    assertThat(lookup.find("tea")).map(Stock::getOnHand).contains(2L);

    assertThat(asked).containsExactly("tea", "tea");
  }

  @Test
  void a_row_that_is_not_there_is_not_asked_for_again_while_others_come() {
    for (int i = 0; i < 100; i++) {
      put("sku-" + i, i, i);
      assertThat(lookup.find("tea")).isEmpty();
    }
    put("tea", 7, 100);

    assertThat(lookup.find("tea")).map(Stock::getOnHand).contains(7L);
    assertThat(asked).containsExactly("tea", "tea");
  }

  @Test
  void the_rows_are_as_new_as_the_last_change_that_was_told() {
    assertThat(lookup.offset(0)).isEqualTo(3);
    put("tea", 1, 8);
    assertThat(lookup.offset(0)).isEqualTo(8);
    assertThat(lookup.offset(1)).isEqualTo(-1);
    assertThat(lookup.offset("tea")).as("in partition 0").isEqualTo(8);
    assertThat(lookup.offset("milk")).as("in partition 1").isEqualTo(-1);
  }

  private void put(String key, long onHand, long offset) {
    rows.put(key, ValueAndTimestamp.make(new Stock(key, onHand, 0L), 0));
    changes.add(key, 0, offset);
  }

  /// A store that says what it is asked for. Only that is called.
  @SuppressWarnings("unchecked")
  private TimestampedKeyValueStore<String, Stock> store() {
    return (TimestampedKeyValueStore<String, Stock>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {TimestampedKeyValueStore.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "get" -> {
                    asked.add((String) arguments[0]);
                    yield rows.get(arguments[0]);
                  }
                  case "name" -> "stock";
                  case "getPosition" -> Position.emptyPosition().withComponent("stock", 0, 3);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
