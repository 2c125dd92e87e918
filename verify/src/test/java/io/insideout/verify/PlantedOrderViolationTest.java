package io.insideout.verify;

import static io.insideout.catalog.OrderState.REJECTED;
import static io.insideout.catalog.OrderState.SHIPPED;
import static io.insideout.catalog.OrderState.VALIDATED;
import static io.insideout.verify.PlantedLog.value;

import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderLine;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Acceptance and life cycle.
class PlantedOrderViolationTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource({"acceptance", "lifeCycle"})
  void is_found_by_its_law_at_its_coordinates(Plant plant) {
    plant.assertFound();
  }

  static Stream<Plant> acceptance() {
    return Stream.of(
        new Plant(
            "an order without a command",
            'A',
            "has no command",
            log -> {
              Order order = log.order(VALIDATED);
              log.removeAll(
                  log.all(OrderCommand.class, c -> c.getOrderId().equals(order.getOrderId())));
              return log.requested(order.getOrderId()).at();
            }),
        new Plant(
            "a command that never becomes an order",
            'A',
            "never became an order",
            log -> {
              Entry like = log.find(OrderCommand.class, _ -> true);
              OrderCommand lost =
                  OrderCommand.newBuilder((OrderCommand) value(like)).setOrderId("lost").build();
              return log.append(like, lost, null);
            }),
        new Plant(
            "an order with another fingerprint than its first command",
            'A',
            "has the fingerprint",
            log -> log.editOrder(log.ended(VALIDATED), 1, b -> b.setFingerprint("forged"))),
        new Plant(
            "an order for another customer",
            'A',
            "not what its command asked for",
            log -> log.editOrder(log.ended(VALIDATED), 1, b -> b.setCustomerId("somebody"))),
        new Plant(
            "an order for another country",
            'A',
            "not what its command asked for",
            log -> log.editOrder(log.ended(VALIDATED), 1, b -> b.setCountry("Norway"))),
        new Plant(
            "an order of other lines",
            'A',
            "not what its command asked for",
            log ->
                log.editOrder(
                    log.ended(VALIDATED),
                    1,
                    b -> b.setLines(List.of(new OrderLine("sku-0", 1, 1L))))),
        new Plant(
            "an order that is requested twice",
            'A',
            "requested 2 times",
            log -> {
              Entry first = log.requested(log.order(REJECTED).getOrderId());
              return log.append(first, value(first), first.cause());
            }),
        new Plant(
            "an order that was never requested",
            'A',
            "never requested",
            log -> {
              Entry ended = log.ended(REJECTED);
              log.remove(log.requested(((Order) value(ended)).getOrderId()));
              return ended.at();
            }));
  }

  static Stream<Plant> lifeCycle() {
    return Stream.of(
        new Plant(
            "a gap in the versions",
            'B',
            "version 3 follows version 1",
            log -> log.editOrder(log.ended(VALIDATED), 2, b -> b.setVersion(3))),
        new Plant(
            "a version that stands twice",
            'B',
            "version 2 follows version 2",
            log -> {
              Entry ended = log.ended(VALIDATED);
              return log.append(ended, value(ended), ended.cause());
            }),
        new Plant(
            "a second final state",
            'B',
            "VALIDATED after it had ended as REJECTED",
            log -> {
              Entry ended = log.ended(REJECTED);
              Order more =
                  Order.newBuilder((Order) value(ended)).setVersion(3).setState(VALIDATED).build();
              return log.append(ended, more, ended.cause());
            }),
        new Plant(
            "an illegal step",
            'B',
            "SHIPPED may not follow REQUESTED",
            log -> log.editOrder(log.ended(VALIDATED), 2, b -> b.setState(SHIPPED))),
        new Plant(
            "an order that begins in the middle",
            'B',
            "begins as version 2",
            log -> {
              Entry ended = log.ended(VALIDATED);
              log.remove(log.requested(((Order) value(ended)).getOrderId()));
              return ended.at();
            }),
        new Plant(
            "a total that changes",
            'B',
            "changed the total",
            log -> log.editOrder(log.ended(VALIDATED), 2, b -> b.setTotalMinor(77L))),
        new Plant(
            "lines that change",
            'B',
            "changed the lines",
            log -> log.editOrder(log.ended(VALIDATED), 2, b -> b.setLines(List.of()))),
        new Plant(
            "a customer, a country, a card and a fingerprint that change",
            'B',
            "changed the customer, the country, the card, the fingerprint",
            log ->
                log.editOrder(
                    log.ended(VALIDATED),
                    2,
                    b ->
                        b.setCustomerId("x")
                            .setCountry("Norway")
                            .setCardToken("y")
                            .setFingerprint("z"))),
        new Plant(
            "an order that hangs",
            'B',
            "hangs",
            log -> {
              Entry ended = log.ended(VALIDATED);
              log.remove(ended);
              return log.requested(((Order) value(ended)).getOrderId()).at();
            }),
        new Plant(
            "an order in two partitions",
            'B',
            "two partitions",
            log -> {
              Entry ended = log.ended(VALIDATED);
              return log.move(ended, (ended.at().partition() + 1) % 4);
            }));
  }
}
