package io.insideout.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What a lookup is told of the rows that change.
class ChangesTest {
  private final Changes changes = new Changes();

  @Test
  void what_was_told_is_taken_once() {
    assertThat(changes.any()).isFalse();
    changes.add("tea", 0, 7);
    changes.add("cup", 1, 3);
    changes.add("tea", 0, 8);

    assertThat(changes.any()).isTrue();
    Changes.Taken taken = changes.take();
    assertThat(taken.all()).isFalse();
    assertThat(taken.keys()).containsExactly("tea", "cup", "tea");
    assertThat(taken.offsets()).containsEntry(0, 8L).containsEntry(1, 3L).hasSize(2);

    assertThat(changes.any()).isFalse();
    assertThat(changes.take().keys()).isEmpty();
  }

  @Test
  void of_too_many_changes_it_is_told_that_any_row_may_have_changed() {
    for (int i = 0; i <= 10_000; i++) {
      changes.add("sku-" + i, 0, i);
    }

    Changes.Taken taken = changes.take();
    assertThat(taken.all()).isTrue();
    assertThat(taken.keys()).hasSize(10_000);
    assertThat(taken.offsets()).containsEntry(0, 10_000L);
    assertThat(changes.take().all()).isFalse();
  }
}
