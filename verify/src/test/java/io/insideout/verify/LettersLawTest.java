package io.insideout.verify;

import static io.insideout.verify.PlantedLog.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Check;
import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Topics;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Law M in a history of which all else is well: what is set aside as it should be is let pass, and
/// the same with one thing wrong is found.
class LettersLawTest {
  private static final Set<String> READERS = Topics.ORDERS.readers();

  private final LettersLog letters = new LettersLog();
  private final PlantedLog log = letters.log;

  @Test
  void a_record_that_every_reader_has_set_aside_is_accounted_for() {
    Entry bad = letters.rubbish(Topics.ORDERS.name());
    READERS.forEach(service -> letters.park(service, bad));

    assertThat(report().holds()).as("%s", report()).isTrue();
    assertThat(report().law('M').counted())
        .containsEntry("records that nobody can use", 1L)
        .containsEntry("letters", (long) READERS.size());
  }

  @Test
  void a_record_that_a_reader_passed_over_is_found() {
    Entry bad = letters.rubbish(Topics.ORDERS.name());
    READERS.stream()
        .filter(name -> !name.equals("fraud"))
        .forEach(service -> letters.park(service, bad));

    finds("a record that nobody can use was not set aside by fraud", bad.at());
  }

  @Test
  void it_may_still_be_on_its_way_while_the_system_works() {
    letters.rubbish(Topics.ORDERS.name());

    assertThat(Audit.of(log.entries(), Quiet.no("it works")).law('M').holds()).isTrue();
  }

  @Test
  void what_nobody_reads_nobody_has_to_set_aside() {
    letters.rubbish(Topics.EMAILS.name());

    assertThat(report().holds()).as("%s", report()).isTrue();
  }

  @Test
  void a_letter_about_a_record_that_is_not_there_is_found() {
    Entry any = log.find(Order.class, _ -> true);
    Entry ghost = LettersLog.at(any, new Coordinates("orders", any.at().partition(), 1_000_000));

    finds("and the log has no such record", letters.park("email", ghost));
  }

  @Test
  void a_row_that_is_forgotten_a_topic_that_is_purged_and_a_log_that_was_cut_off_are_let_pass() {
    Entry any = log.find(Order.class, _ -> true);
    letters.park("details", LettersLog.at(any, new Coordinates("products", 0, 7)));
    letters.park("fraud", LettersLog.at(any, new Coordinates("fraud-subjects-repartition", 0, 7)));
    Entry first = letters.first(any);
    letters.park("email", first);
    log.remove(first);

    assertThat(report().law('M').holds()).as("%s", report()).isTrue();
  }

  @Test
  void a_letter_with_another_value_or_another_key_than_its_record_is_found() {
    Entry good = log.find(Order.class, _ -> true);

    finds("has other bytes than its record", letters.letter("email", good, good.key(), "forged"));
    finds(
        "has other bytes than its record",
        letters.letter("fraud", good, "forged", LettersLog.text(good)));
    finds(
        "has other bytes than its record",
        letters.letter("details", good, null, LettersLog.text(good)));
  }

  @Test
  void the_same_letter_again_is_one_letter_and_another_under_its_key_is_found() {
    Entry bad = letters.rubbish(Topics.ORDERS.name());
    READERS.forEach(service -> letters.park(service, bad));
    letters.park("email", bad);

    assertThat(report().law('M').holds()).as("%s", report()).isTrue();
    assertThat(report().law('M').counted()).containsEntry("set aside once more", 1L);

    finds(
        "was set aside twice, with different bytes",
        letters.letter("email", bad, bad.key(), "something"));
  }

  @Test
  void a_letter_under_the_key_of_another_is_found() {
    Entry good = log.find(Order.class, _ -> true);
    DeadLetter content = LettersLog.content("email", good, good.key(), LettersLog.text(good));

    finds(
        "stands under the key fraud/",
        log.append(Topics.DEAD_LETTERS.name(), 0, "fraud/" + good.at(), content, good.at()));
  }

  @Test
  void a_check_that_was_sent_an_order_again_and_answered_it_has_done_its_work() {
    Entry requested = letters.requested();
    letters.tell(
        requested,
        letters.park("inventory", requested),
        letters.again(requested, "inventory", LettersLog.text(requested)));

    assertThat(report().law('M').holds()).as("%s", report()).isTrue();
    assertThat(report().law('M').counted()).containsEntry("sent again", 1L);
  }

  @Test
  void a_check_that_was_sent_an_order_again_and_never_answered_is_found() {
    Entry requested = letters.requested();
    String orderId = ((Order) value(requested)).getOrderId();
    letters.tell(
        requested,
        letters.park("details", requested),
        letters.again(requested, "details", LettersLog.text(requested)));
    log.remove(log.answer(orderId, answer -> answer.getCheck() == Check.DETAILS));

    finds("was sent to details again, and DETAILS/order was never answered", requested.at());
  }

  @Test
  void an_order_that_is_still_set_aside_need_not_be_answered() {
    Entry requested = letters.requested();
    letters.park("fraud", requested);
    log.removeAll(
        log.all(
            OrderValidation.class,
            answer ->
                answer.getCheck() == Check.FRAUD
                    && answer.getOrderId().equals(((Order) value(requested)).getOrderId())));

    assertThat(report().law('M').holds()).as("%s", report()).isTrue();
    assertThat(report().law('H').first())
        .noneMatch(violation -> violation.sentence().contains("never assessed"));
  }

  @Test
  void what_is_sent_again_as_something_else_is_found() {
    Entry requested = letters.requested();
    letters.park("inventory", requested);

    finds("was sent again as something else", letters.again(requested, "inventory", "forged").at());
  }

  @Test
  void what_is_said_to_have_been_sent_and_was_not_is_found() {
    Entry requested = letters.requested();
    Entry nothing =
        LettersLog.at(requested, new Coordinates("orders", requested.at().partition(), 999_999));
    letters.tell(requested, letters.park("inventory", requested), nothing);

    finds("is said to have been sent again, and the log does not have it", nothing.at());
  }

  @Test
  void what_still_cannot_be_used_is_set_aside_again_by_whom_it_was_meant_for() {
    Entry bad = letters.rubbish(Topics.ORDERS.name());
    READERS.forEach(service -> letters.park(service, bad));
    Entry copy = letters.again(bad, "email", LettersLog.text(bad));

    finds("was not set aside by email", copy.at());
    letters.park("email", copy);
    assertThat(report().law('M').holds()).as("%s", report()).isTrue();
  }

  private void finds(String sentence, Coordinates at) {
    assertThat(report().law('M').first())
        .as("%s", report())
        .anyMatch(
            violation -> violation.sentence().contains(sentence) && violation.at().contains(at));
  }

  private Report report() {
    return letters.report();
  }
}
