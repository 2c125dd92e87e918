package io.insideout.services.shipping;

import static io.insideout.catalog.ShipmentState.ALLOCATED;
import static io.insideout.catalog.ShipmentState.CANCELLED;
import static io.insideout.catalog.ShipmentState.DELIVERED;
import static io.insideout.catalog.ShipmentState.DISPATCHED;
import static io.insideout.services.shipping.ShipmentFixture.cancelAsked;
import static io.insideout.services.shipping.ShipmentFixture.deliver;
import static io.insideout.services.shipping.ShipmentFixture.dispatch;
import static io.insideout.services.shipping.ShipmentFixture.line;
import static io.insideout.services.shipping.ShipmentFixture.paid;
import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import io.insideout.catalog.Shipment;
import io.insideout.catalog.ShipmentCommand;
import io.insideout.catalog.ShipmentLine;
import io.insideout.catalog.ShipmentState;
import io.insideout.testkit.OrderFixture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes, in any sequence and any number of times: after every step no unit has left
/// twice, nothing is both cancelled and on its way, and all shipments together are the order. A
/// failing seed stands in the test's name.
class ConsignmentPropertyTest {
  private static final Map<ShipmentState, Set<ShipmentState>> LEGAL =
      Map.of(
          ALLOCATED, Set.of(DISPATCHED, CANCELLED),
          DISPATCHED, Set.of(DELIVERED),
          DELIVERED, Set.of(),
          CANCELLED, Set.of());

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  private final Map<String, Shipment> newest = new LinkedHashMap<>();
  private final Map<Integer, Integer> left = new TreeMap<>();

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everySequenceKeepsTheLawsOfShipping(long seed) {
    run(seed);
  }

  @Test
  void theSeedsReachEveryEnd() {
    Map<ShipmentState, Integer> reached = new TreeMap<>();
    int most = 0;
    for (long seed : seeds().toArray()) {
      newest.clear();
      left.clear();
      run(seed);
      newest.values().forEach(shipment -> reached.merge(shipment.getState(), 1, Integer::sum));
      most = Math.max(most, newest.size());
    }
    assertThat(reached.keySet()).containsExactlyInAnyOrder(ShipmentState.values());
    assertThat(reached.values()).allSatisfy(count -> assertThat(count).isGreaterThan(20));
    assertThat(most).isGreaterThan(3);
  }

  private void run(long seed) {
    Random random = new Random(seed);
    OrderFixture order = order("o-1");
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      order = order.line("sku-" + random.nextInt(3), 1 + random.nextInt(9), 1_000_000L);
    }
    boolean autoShip = random.nextInt(8) == 0;
    List<SpecificRecord> events = events(random, order);
    for (SpecificRecord event : events) {
      step(order.requested(), event, autoShip);
    }
  }

  private static List<SpecificRecord> events(Random random, OrderFixture order) {
    int lines = order.requested().getLines().size();
    List<SpecificRecord> events = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      SpecificRecord event =
          switch (random.nextInt(12)) {
            case 0, 1 -> paid(order);
            case 2 -> random.nextInt(3) > 0 ? cancelAsked(order) : order.requested();
            case 3, 4, 5 -> deliver("o-1", 1 + random.nextInt(4));
            case 6 -> dispatch("o-1", 1 + random.nextInt(9));
            case 7 -> events.isEmpty() ? paid(order) : events.get(random.nextInt(events.size()));
            default -> dispatch("o-1", 1 + random.nextInt(4), some(random, lines));
          };
      events.add(event);
    }
    return events;
  }

  /// Lines that may be none of the order's, and quantities that may be too many.
  private static ShipmentLine[] some(Random random, int lines) {
    ShipmentLine[] some = new ShipmentLine[1 + random.nextInt(2)];
    for (int i = 0; i < some.length; i++) {
      some[i] =
          line(random.nextInt(lines + (random.nextInt(6) == 0 ? 1 : 0)), "", random.nextInt(3));
    }
    return some;
  }

  private void step(Order order, SpecificRecord event, boolean autoShip) {
    Consignment consignment = new Consignment(List.copyOf(newest.values()));
    List<Shipment> versions =
        switch (event) {
          case Order version -> consignment.order(version, null, autoShip);
          case ShipmentCommand command -> consignment.command(command);
          default -> throw new AssertionError(event);
        };
    for (Shipment version : versions) {
      Shipment before = newest.put(version.getShipmentId(), version);
      if (before == null) {
        assertThat(version.getState()).isEqualTo(ALLOCATED);
        assertThat(version.getVersion()).isEqualTo(1);
      } else {
        assertThat(LEGAL.get(before.getState())).contains(version.getState());
        assertThat(version.getVersion()).isEqualTo(before.getVersion() + 1);
      }
      if (version.getState() == DISPATCHED) {
        version.getLines().forEach(l -> left.merge(l.getLine(), l.getQuantity(), Integer::sum));
      }
    }
    if (!newest.isEmpty()) {
      assertLaws(order);
    }
  }

  private void assertLaws(Order order) {
    Map<Integer, Integer> ordered = new TreeMap<>();
    for (int line = 0; line < order.getLines().size(); line++) {
      ordered.put(line, order.getLines().get(line).getQuantity());
    }
    Map<Integer, Integer> shipped = new TreeMap<>();
    newest
        .values()
        .forEach(
            shipment ->
                shipment
                    .getLines()
                    .forEach(l -> shipped.merge(l.getLine(), l.getQuantity(), Integer::sum)));

    assertThat(shipped).isEqualTo(ordered);
    left.forEach((line, units) -> assertThat(units).isBetween(1, ordered.get(line)));
    List<ShipmentState> states =
        newest.values().stream().map(Shipment::getState).distinct().toList();
    if (states.contains(CANCELLED)) {
      assertThat(states).containsExactly(CANCELLED);
      assertThat(left).isEmpty();
    }
    assertThat(newest.values())
        .allSatisfy(shipment -> assertThat(shipment.getLines()).isNotEmpty());
  }
}
