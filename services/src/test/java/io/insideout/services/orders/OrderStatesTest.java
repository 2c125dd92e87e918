package io.insideout.services.orders;

import static io.insideout.services.orders.LifeEvents.back;
import static io.insideout.services.orders.LifeEvents.cancel;
import static io.insideout.services.orders.LifeEvents.fail;
import static io.insideout.services.orders.LifeEvents.payment;
import static io.insideout.services.orders.LifeEvents.shipment;
import static io.insideout.services.orders.LifeEvents.validated;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import io.insideout.catalog.PaymentState;
import io.insideout.catalog.ShipmentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The diagram of an order's states in the documents is what the code does: it is drawn from every
/// change of state that thousands of lives of an order come to, whatever happens to it and in
/// whatever order.
class OrderStatesTest {
  private static final Path DIAGRAM = Path.of("../docs/reference/order-states.md");
  private static final int LIVES = 20_000;
  private static final int EVENTS = 14;

  private static final Map<String, List<Object>> EVENTS_BY_NAME = new LinkedHashMap<>();

  static {
    EVENTS_BY_NAME.put("placed", validated().subList(0, 1));
    EVENTS_BY_NAME.put("every check passed", validated().subList(1, 4));
    EVENTS_BY_NAME.put("a check failed", List.of(fail()));
    EVENTS_BY_NAME.put("card authorized", List.of(payment(PaymentState.AUTHORIZED)));
    EVENTS_BY_NAME.put("card declined", List.of(payment(PaymentState.DECLINED)));
    EVENTS_BY_NAME.put(
        "all dispatched", List.of(shipment("o-1-1", ShipmentState.DISPATCHED, 2, 1)));
    EVENTS_BY_NAME.put("all delivered", List.of(shipment("o-1-1", ShipmentState.DELIVERED, 2, 1)));
    EVENTS_BY_NAME.put(
        "shipment cancelled", List.of(shipment("o-1-1", ShipmentState.CANCELLED, 2, 1)));
    EVENTS_BY_NAME.put("cancelled", List.of(cancel()));
    EVENTS_BY_NAME.put("returned", List.of(back("r-1", 0, 1)));
  }

  @Test
  void theDiagramIsWhatTheCodeDoes() throws IOException {
    String drawn = draw(transitions());
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(DIAGRAM, drawn);
    }
    assertThat(DIAGRAM).as("run with -Dgolden=update to write it").hasContent(drawn);
  }

  private static SortedMap<String, SortedSet<String>> transitions() {
    SortedMap<String, SortedSet<String>> transitions = new TreeMap<>();
    Random random = new Random(1);
    List<String> names = List.copyOf(EVENTS_BY_NAME.keySet());
    for (int life = 0; life < LIVES; life++) {
      Life one = new Life();
      one.takes(EVENTS_BY_NAME.getOrDefault("placed", List.of()));
      note(transitions, "[*]", one.newest(), "placed");
      for (int i = 0; i < EVENTS; i++) {
        Order before = one.newest();
        String event = names.get(random.nextInt(names.size()));
        int known = one.versions().size();
        one.takes(EVENTS_BY_NAME.getOrDefault(event, List.of()));
        for (Order version : one.versions().subList(known, one.versions().size())) {
          note(transitions, before.getState().name(), version, event);
          before = version;
        }
        Fulfilment.expire(before, "late")
            .forEach(late -> note(transitions, "VALIDATED", late, "not paid in time"));
      }
    }
    return transitions;
  }

  private static void note(
      Map<String, SortedSet<String>> transitions, String from, Order to, String event) {
    if (!from.equals(to.getState().name())) {
      transitions.computeIfAbsent(from + " --> " + to.getState(), _ -> new TreeSet<>()).add(event);
    }
  }

  private static String draw(SortedMap<String, SortedSet<String>> transitions) {
    StringBuilder drawn =
        new StringBuilder(
            """
            <!-- Drawn by OrderStatesTest from what the orders service does. To draw it anew:
                 ./mvnw -pl services -am test -Dtest=OrderStatesTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden=update -->

            # States of an order

            Every change of state that an order can come to, and what brings it. Beside these an order gets new versions
            that keep its state: a cancellation is wanted, a part of it has left or arrived, a return was asked for or decided.

            ```mermaid
            stateDiagram-v2
            """);
    transitions.forEach(
        (change, events) ->
            drawn.append("  %s : %s%n".formatted(change, String.join(", or ", events))));
    return drawn.append("```\n").toString();
  }
}
