package io.insideout.services.fraud;

import static io.insideout.testkit.OrderFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Order;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubjectQuestionsTest {
  private static final Order ORDER = order("o-1").card("card-1").customer("c-1").requested();

  @Test
  void where_all_subjects_share_a_partition_an_order_asks_once_for_all_of_them() {
    assertThat(new SubjectQuestions(1).of(ORDER))
        .singleElement()
        .satisfies(
            question -> {
              assertThat(question.getOrderId()).isEqualTo("o-1");
              assertThat(question.getSubjects()).containsExactly("card:card-1", "customer:c-1");
            });
  }

  @Test
  void a_guest_has_one_subject() {
    assertThat(new SubjectQuestions(4).of(order("o-1").card("card-1").guest().requested()))
        .singleElement()
        .satisfies(question -> assertThat(question.getSubjects()).containsExactly("card:card-1"));
  }

  @Test
  void each_subject_is_asked_for_once_and_where_its_key_always_goes() {
    SubjectQuestions questions = new SubjectQuestions(16);
    List<Order> orders =
        IntStream.range(0, 200)
            .mapToObj(i -> order("o-" + i).card("card-" + i).customer("c-" + i).requested())
            .toList();
    for (int i = 0; i < orders.size(); i++) {
      List<SubjectOrder> asked = questions.of(orders.get(i));
      assertThat(asked.stream().flatMap(question -> question.getSubjects().stream()))
          .containsExactlyInAnyOrder("card:card-" + i, "customer:c-" + i);
      for (SubjectOrder question : asked) {
        Optional<Set<Integer>> goesTo = questions.partition("t", "o-" + i, question, 16);
        for (String subject : question.getSubjects()) {
          assertThat(alone(questions, subject)).isEqualTo(goesTo);
        }
      }
    }
    assertThat(orders.stream().map(order -> questions.of(order).size()))
        .as("orders whose subjects share a partition, and others")
        .contains(1, 2);
  }

  private static Optional<Set<Integer>> alone(SubjectQuestions questions, String subject) {
    return questions.partition("t", "", new SubjectOrder("", 0L, 0L, List.of(subject)), 16);
  }
}
