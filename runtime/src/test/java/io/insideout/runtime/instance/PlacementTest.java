package io.insideout.runtime.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {
  private static List<String> instances(int count) {
    return IntStream.range(0, count).mapToObj(i -> "orders@" + i).toList();
  }

  @ParameterizedTest
  @CsvSource({"1,4,1", "2,4,1", "2,4,2", "3,4,2", "4,12,2", "5,12,3", "7,100,2", "12,4,2", "3,4,9"})
  void each_partition_is_kept_so_often_and_nobody_keeps_more_than_their_part(
      int count, int partitions, int copies) {
    List<String> ids = instances(count);
    Placement placement = Placement.of(ids, partitions, copies);
    int each = Math.min(copies, count);

    for (int partition = 0; partition < partitions; partition++) {
      assertThat(placement.keepers(partition)).hasSize(each);
    }
    assertThat(ids)
        .allSatisfy(
            id ->
                assertThat(placement.of(id).size())
                    .isLessThanOrEqualTo(Math.ceilDiv(partitions * each, count) + 1));
    assertThat(ids.stream().mapToInt(id -> placement.of(id).size()).sum())
        .isEqualTo(partitions * each);
  }

  @ParameterizedTest
  @CsvSource({"3,12,2", "6,100,1"})
  void all_work_out_the_same_in_whatever_order_they_know_each_other(
      int count, int partitions, int copies) {
    List<String> shuffled = new ArrayList<>(instances(count));
    Collections.shuffle(shuffled, new Random(7));

    assertThat(Placement.of(shuffled, partitions, copies))
        .isEqualTo(Placement.of(instances(count), partitions, copies));
  }

  @ParameterizedTest
  @CsvSource({"4,100,2", "9,100,1"})
  void when_one_goes_most_of_what_the_others_keep_stays(int count, int partitions, int copies) {
    List<String> ids = instances(count);
    Placement before = Placement.of(ids, partitions, copies);
    List<String> left = ids.subList(1, count);
    Placement after = Placement.of(left, partitions, copies);

    int stayed =
        left.stream()
            .mapToInt(
                id -> {
                  var kept = before.of(id);
                  kept.retainAll(after.of(id));
                  return kept.size();
                })
            .sum();
    int had = left.stream().mapToInt(id -> before.of(id).size()).sum();
    assertThat(stayed).isGreaterThan(had * 3 / 5);
  }
}
