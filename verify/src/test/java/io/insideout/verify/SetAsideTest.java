package io.insideout.verify;

import static io.insideout.verify.PlantedLog.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A command that the orders service set aside is accounted for: it is not lost, and it decides
/// nothing.
class SetAsideTest {
  private final PlantedLog log = new PlantedLog(History.of(701, 40));
  private final Entry any = log.find(OrderCommand.class, _ -> true);

  @Test
  void a_command_that_was_set_aside_need_not_become_an_order() {
    Coordinates at = log.append(any, command("set-aside"), null);
    park("orders", at);
    Report report = report();
    assertThat(report.holds()).as("%s", report).isTrue();
    assertThat(report.law('A').counted()).containsEntry("set aside as dead letters", 1L);
  }

  @Test
  void it_is_in_the_log_as_it_was_acknowledged() {
    park("orders", log.append(any, command("set-aside"), null));
    try (Scratch scratch = Scratch.inMemory()) {
      Audit audit = new Audit(scratch, List.of("set-aside"));
      log.entries().forEach(audit::accept);
      assertThat(audit.finish(Quiet.yes("all was worked off")).holds()).isTrue();
    }
  }

  @Test
  void the_first_command_that_was_not_set_aside_decides() {
    Order order = log.order(OrderState.VALIDATED);
    Entry decides = log.find(OrderCommand.class, c -> c.getOrderId().equals(order.getOrderId()));
    OrderCommand other =
        OrderCommand.newBuilder((OrderCommand) value(decides)).setFingerprint("another").build();
    log.removeAll(log.all(OrderCommand.class, c -> c.getOrderId().equals(order.getOrderId())));
    Coordinates parked = log.append(decides, other, null);
    Coordinates behind = log.append(decides, value(decides), null);
    var _ = log.recause(log.requested(order.getOrderId()), behind);
    park("orders", parked);
    Report report = report();
    assertThat(report.holds()).as("%s", report).isTrue();
  }

  @Test
  void an_order_that_was_made_of_it_all_the_same_is_found() {
    Order order = log.order(OrderState.VALIDATED);
    log.all(OrderCommand.class, c -> c.getOrderId().equals(order.getOrderId()))
        .forEach(command -> park("orders", command.at()));
    assertThat(report().law('A').first())
        .anySatisfy(
            violation -> {
              assertThat(violation.sentence()).contains("though its command was set aside");
              assertThat(violation.at()).contains(log.requested(order.getOrderId()).at());
            });
  }

  @Test
  void the_letter_of_another_service_or_record_is_no_excuse() {
    Coordinates lost = log.append(any, command("lost"), null);
    park("details", lost);
    park("orders", new Coordinates(Topics.ORDERS.name(), lost.partition(), lost.offset()));
    park("orders", new Coordinates(lost.topic(), lost.partition(), lost.offset() + 1));
    assertThat(report().law('A').first())
        .anyMatch(v -> v.sentence().contains("never became an order") && v.at().contains(lost));
  }

  @Test
  void a_command_that_was_sent_again_has_to_become_an_order() {
    Coordinates lost = log.append(any, command("lost"), null);
    park("orders", lost);
    assertThat(report().law('A').first()).isEmpty();
    // A service that was rewound sets it aside once more.
    DeadLetter letter = park("orders", lost);
    try (Scratch scratch = Scratch.inMemory()) {
      Audit audit = new Audit(scratch, List.of());
      log.entries().forEach(audit::accept);
      Entry copy = copy(lost, 1_000);
      audit.sentAgain(copy, lost, "orders");
      audit.sentAgain(log.entries().getLast(), letter, copy.at());
      assertThat(audit.finish(Quiet.yes("all was worked off")).law('A').first())
          .anyMatch(v -> v.sentence().contains("never became an order") && v.at().contains(lost));
    }
  }

  @Test
  void a_command_that_is_sent_again_counts_where_it_came_again() {
    Order order = log.order(OrderState.VALIDATED);
    Entry decides = log.find(OrderCommand.class, c -> c.getOrderId().equals(order.getOrderId()));
    OrderCommand other =
        OrderCommand.newBuilder((OrderCommand) value(decides)).setFingerprint("another").build();
    log.removeAll(log.all(OrderCommand.class, c -> c.getOrderId().equals(order.getOrderId())));
    Coordinates parked = log.append(decides, other, null);
    Coordinates behind = log.append(decides, value(decides), null);
    var _ = log.recause(log.requested(order.getOrderId()), behind);
    DeadLetter letter = park("orders", parked);
    try (Scratch scratch = Scratch.inMemory()) {
      Audit audit = new Audit(scratch, List.of());
      log.entries().forEach(audit::accept);
      Entry copy = copy(parked, 1_000);
      audit.sentAgain(copy, parked, "orders");
      audit.sentAgain(log.entries().getLast(), letter, copy.at());
      Report report = audit.finish(Quiet.yes("all was worked off"));
      assertThat(report.holds()).as("%s", report).isTrue();
      assertThat(report.law('A').counted().get("repeated with another body")).isPositive();
    }
  }

  private Entry copy(Coordinates first, int behind) {
    Entry entry =
        log.entries().stream().filter(one -> one.at().equals(first)).findFirst().orElseThrow();
    return new Entry(
        new Coordinates(first.topic(), first.partition(), first.offset() + behind),
        0,
        entry.key(),
        entry.content(),
        null,
        null);
  }

  private OrderCommand command(String orderId) {
    return OrderCommand.newBuilder((OrderCommand) value(any)).setOrderId(orderId).build();
  }

  private DeadLetter park(String service, Coordinates at) {
    Entry record =
        log.entries().stream().filter(one -> one.at().equals(at)).findFirst().orElse(any);
    return log.park(service, record, at);
  }

  private Report report() {
    return Audit.of(log.entries(), Quiet.yes("all was worked off"));
  }
}
