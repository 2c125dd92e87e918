package io.insideout.runtime.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.log.CommittedEnds;
import io.insideout.runtime.log.LogClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// A reader that stumbles, over the log, over a record, or over those whom it tells.
@Timeout(60)
class BatchReaderTest {
  @TempDir Path directory;
  private final StumblingLog log = new StumblingLog();
  private final CommittedEnds ends = new CommittedEnds(LogClient.at("127.0.0.1:1"));
  private final Told told = new Told();
  private final CountDownLatch mayBegin = new CountDownLatch(1);
  private ViewStore store;
  private BatchReader reader;

  /// Keeps what it is given, and what it is told to be written.
  private static final class Told implements BatchReader.Fold {
    private final List<String> taken = new ArrayList<>();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger changes = new AtomicInteger();
    private volatile @Nullable String poison;
    private volatile boolean deaf;

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, WriteBatch batch)
        throws RocksDBException {
      String key = new String(record.key(), UTF_8);
      if (key.equals(poison)) {
        throw new IllegalStateException(key + " cannot be taken");
      }
      batch.put(ViewStore.rowKey(key), record.value());
      taken.add(key);
    }

    @Override
    public void written() {
      if (deaf) {
        throw new IllegalStateException("nobody listens");
      }
      written.addAll(taken);
      taken.clear();
    }

    @Override
    public void forget() {
      taken.clear();
    }

    @Override
    public void reshared() {
      changes.incrementAndGet();
    }
  }

  @BeforeEach
  void open() {
    store = new ViewStore(directory);
    reader =
        new BatchReader(
            "orders-view",
            List.of("orders"),
            () -> {
              mayBegin.await();
              return "1";
            },
            log,
            store,
            Duration.ofMillis(10),
            Share.WHOLE,
            ends,
            told);
  }

  @AfterEach
  void close() {
    reader.close();
    ends.close();
    store.close();
  }

  private void start() throws InterruptedException {
    mayBegin.countDown();
    reader.start();
  }

  private static void until(CheckedCondition condition) throws InterruptedException {
    while (!condition.holds()) {
      Pause.atMost(Duration.ofMillis(5));
    }
  }

  private interface CheckedCondition {
    boolean holds() throws InterruptedException;
  }

  private boolean isRefused() {
    try {
      assertThat(reader.shown()).containsExactly(0);
      return false;
    } catch (Problem refused) {
      assertThat(refused.status()).isEqualTo(503);
      return true;
    }
  }

  private String trouble() {
    return reader.trouble().orElse("");
  }

  @Test
  void where_the_log_cannot_be_read_nothing_is_told_until_all_is_read_that_came_meanwhile()
      throws InterruptedException {
    log.write("a");
    start();
    assertThat(reader.shown()).isEqualTo(Set.of(0));

    log.stumble(new TopicAuthorizationException(Set.of("orders")));
    until(this::isRefused);
    assertThat(trouble()).contains("TopicAuthorizationException");
    assertThat(reader.isReading()).isFalse();

    log.write("b");
    log.handOut(1);
    log.stumble(null);
    until(() -> trouble().equals("catching up"));
    assertThat(reader.isReading()).isTrue();
    assertThat(isRefused()).isTrue();

    int changes = told.changes.get();
    log.handOut(2);
    until(() -> !isRefused());
    assertThat(trouble()).isEmpty();
    assertThat(told.written).containsExactly("a", "b");
    until(() -> told.changes.get() > changes);
  }

  @Test
  void what_was_taken_and_not_written_is_taken_again() throws InterruptedException {
    start();
    told.poison = "b";
    log.handOut(0);
    log.write("a");
    log.write("b");
    log.handOut(2);
    until(this::isRefused);
    assertThat(trouble()).contains("b cannot be taken");
    assertThat(store.position(StumblingLog.PLACE)).isZero();

    told.poison = null;
    until(() -> !isRefused());

    assertThat(told.written).containsExactly("a", "b");
    assertThat(store.position(StumblingLog.PLACE)).isEqualTo(2);
  }

  @Test
  void what_is_written_and_was_not_told_is_told_later() throws InterruptedException {
    start();
    told.deaf = true;
    log.write("a");
    until(this::isRefused);
    assertThat(store.position(StumblingLog.PLACE)).isEqualTo(1);

    told.deaf = false;
    until(() -> !isRefused());

    assertThat(told.written).containsExactly("a");
  }

  @Test
  void who_starts_one_that_stumbles_is_told_what_to_do() {
    log.stumble(new TopicAuthorizationException(Set.of("orders")));

    assertThatThrownBy(this::start)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("may this process read orders?");
    assertThat(trouble()).contains("stopped");
    assertThatThrownBy(reader::shown).isInstanceOf(Problem.class);
  }

  @Test
  void who_starts_one_that_is_closed_meanwhile_is_told_so() {
    log.write("a");
    log.handOut(0);
    assertThatStartIsClosed(mayBegin::countDown);
  }

  @Test
  void who_starts_one_that_is_closed_before_it_knows_its_topics_is_told_so() {
    assertThatStartIsClosed(() -> {});
  }

  private void assertThatStartIsClosed(ThrowingCallable before) {
    CompletableFuture<Void> started =
        CompletableFuture.runAsync(
            () -> {
              try {
                before.call();
                reader.start();
              } catch (RuntimeException e) {
                throw e;
              } catch (Throwable e) {
                throw new AssertionError(e);
              }
            });
    assertThatThrownBy(
            () -> {
              until(() -> reader.trouble().isPresent());
              reader.close();
              started.get(1, TimeUnit.MINUTES);
            })
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ViewClosed.class);
  }

  @Test
  void nobody_waits_for_it_and_it_begins_when_it_can() throws InterruptedException {
    mayBegin.countDown();
    log.write("a");
    log.stumble(new TopicAuthorizationException(Set.of("orders")));
    reader.startBehind();
    until(() -> trouble().contains("TopicAuthorizationException"));

    log.stumble(null);
    until(() -> trouble().isEmpty());

    assertThat(told.written).containsExactly("a");
  }
}
