package io.insideout.app.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.store.Row;
import io.insideout.runtime.store.RowStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What is said of a row that is as the log has it, that is not, and that is not yet.
class FoldCheckTest {
  private static final byte[] TEA = "tea".getBytes(UTF_8);

  private final LogInMemory log = new LogInMemory();
  @AutoClose private final Consumer<byte[], byte[]> reader = log.reader();
  private boolean hasTaken = true;

  /// A store that has one row at most.
  private final class OneRow implements RowStore {
    private final Supplier<@Nullable String> value;

    OneRow(Supplier<@Nullable String> value) {
      this.value = value;
    }

    @Override
    public String name() {
      return "one";
    }

    @Override
    public Kind kind() {
      return Kind.STATE;
    }

    @Override
    public List<String> topics() {
      return List.of("stock");
    }

    @Override
    public List<Integer> partitions() {
      return List.of(0);
    }

    @Override
    public Count count() {
      return new Count(1, true);
    }

    @Override
    public List<Row> rows(@Nullable Mark after, byte[] from, int most) {
      return rows(TEA);
    }

    @Override
    public List<Row> rows(byte[] key) {
      String now = value.get();
      return now == null
          ? List.of()
          : List.of(new Row(TEA, 0, Row.NOWHERE, Row.NOWHERE, now.getBytes(UTF_8)));
    }

    @Override
    public List<TopicPartition> places(byte[] key, @Nullable Row row) {
      return List.of(LogInMemory.place(0));
    }

    @Override
    public boolean isOf(byte[] key, ConsumerRecord<byte[], byte[]> record) {
      return Arrays.equals(key, record.key());
    }

    @Override
    public boolean isMadeOf(Row row, ConsumerRecord<byte[], byte[]> record) {
      return Arrays.equals(row.value(), record.value());
    }

    @Override
    public boolean hasTaken(TopicPartition place, long offset) {
      return hasTaken;
    }
  }

  private Fold check(@Nullable String value) throws InterruptedException {
    return check(() -> value);
  }

  private Fold check(Supplier<@Nullable String> value) throws InterruptedException {
    OneRow store = new OneRow(value);
    FoldCheck check =
        new FoldCheck(
            store,
            TEA,
            Row.NOWHERE,
            (places, _) -> places.stream().collect(Collectors.toMap(one -> one, log::end)));
    return check.with(
        new KeySearch(reader, check.places(), Map.of(), record -> store.isOf(TEA, record)),
        check.places());
  }

  @Test
  void a_row_that_says_what_its_newest_record_says_equals_the_log() throws InterruptedException {
    log.write(0, "tea", "old");
    long newest = log.write(0, "tea", "new");
    log.write(0, "cup", "x");

    Fold fold = check("new");
    assertThat(fold.verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(fold.record()).isNotNull();
    assertThat(fold.record().offset()).isEqualTo(newest);
  }

  @Test
  void no_row_equals_no_record_and_one_that_deletes() throws InterruptedException {
    assertThat(check((String) null).verdict()).isEqualTo(Verdict.EQUAL);
    log.write(0, "tea", "x");
    log.write(0, "tea", null);
    assertThat(check((String) null).verdict()).isEqualTo(Verdict.EQUAL);
  }

  @Test
  void what_stays_different_differs() throws InterruptedException {
    log.write(0, "tea", "new");
    assertThat(check("old").verdict()).isEqualTo(Verdict.DIFFERS);
    assertThat(check((String) null).verdict()).isEqualTo(Verdict.DIFFERS);
    log.write(0, "tea", null);
    assertThat(check("new").verdict()).isEqualTo(Verdict.DIFFERS);
    assertThat(check("new").why()).contains("deletes");
  }

  @Test
  void a_row_that_the_log_has_no_record_of_differs() throws InterruptedException {
    assertThat(check("from nowhere").verdict()).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void a_row_that_is_ahead_by_a_transaction_is_waited_for() throws InterruptedException {
    log.write(0, "tea", "old");
    int[] looks = {0};
    Fold fold =
        check(
            () -> {
              if (++looks[0] == 4) {
                log.write(0, "tea", "new");
              }
              return "new";
            });

    assertThat(fold.verdict()).isEqualTo(Verdict.EQUAL);
  }

  @Test
  void of_what_was_not_taken_in_yet_nothing_is_said() throws InterruptedException {
    log.write(0, "tea", "new");
    int[] looks = {0};
    hasTaken = false;
    Fold fold = check(() -> ++looks[0] < 100 ? "old" : "new");

    assertThat(fold.verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(looks[0]).as("it stood for longer than a second").isGreaterThanOrEqualTo(100);
  }
}
