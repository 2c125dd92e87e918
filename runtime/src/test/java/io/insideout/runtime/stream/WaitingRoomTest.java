package io.insideout.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingRoomTest {
  @TempDir Path directory;

  private final List<Shown> shown = new ArrayList<>();
  private final Set<String> leaving = new HashSet<>();
  private MockProcessorContext<String, String> context;
  private StateStore store;
  private WaitingRoom<String> room;
  private long now = 1_000_000;

  private record Shown(Record<String, String> record, Duration waited) {}

  @BeforeEach
  void open() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "waiting");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    context = new MockProcessorContext<>(properties, new TaskId(0, 0), directory.toFile());
    context.setCurrentSystemTimeMs(now);
    store =
        Stores.timestampedKeyValueStoreWithHeadersBuilder(
                Stores.persistentTimestampedKeyValueStoreWithHeaders("room"),
                Serdes.String(),
                Serdes.String())
            .withLoggingDisabled()
            .build();
    StateStoreContext stores = context.getStateStoreContext();
    // What a running task sets before each record and each punctuation, and the mock does not.
    ((InternalProcessorContext<?, ?>) stores)
        .setRecordContext(new ProcessorRecordContext(0, -1, -1, null, new RecordHeaders()));
    store.init(stores, store);
    context.addStateStore(store);
    room = WaitingRoom.open(context, "room", this::review);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aRecordIsShownWholeUntilItLeaves() {
    room.admit(record("a", "value", 17, "cause", "orders/0/3"));

    pass(Duration.ofMillis(100));
    pass(Duration.ofMillis(100));
    leaving.add("a");
    pass(Duration.ofMillis(100));
    pass(Duration.ofMillis(100));

    Record<String, String> whole = record("a", "value", 17, "cause", "orders/0/3");
    assertThat(shown)
        .containsExactly(
            new Shown(whole, Duration.ofMillis(100)),
            new Shown(whole, Duration.ofMillis(200)),
            new Shown(whole, Duration.ofMillis(300)));
  }

  @Test
  void whoWaitedBeforeARestartWaitsAgainAndTheTimeBetweenCounts() {
    room.admit(record("a", "value", 17, "cause", "orders/0/3"));
    room.admit(record("b", "other", 18, "cause", "orders/0/4"));
    pass(Duration.ofMillis(100));
    shown.clear();

    close();
    now += 5_000;
    open();
    pass(Duration.ofMillis(100));

    assertThat(shown)
        .containsExactlyInAnyOrder(
            new Shown(record("a", "value", 17, "cause", "orders/0/3"), Duration.ofMillis(5_200)),
            new Shown(record("b", "other", 18, "cause", "orders/0/4"), Duration.ofMillis(5_200)));
  }

  @Test
  void whoHasLeftIsNotThereAfterARestart() {
    room.admit(record("a", "value", 17, "cause", "orders/0/3"));
    leaving.add("a");
    pass(Duration.ofMillis(100));
    shown.clear();

    close();
    open();
    pass(Duration.ofMillis(100));

    assertThat(shown).isEmpty();
  }

  @Test
  void ofTwoRecordsOfOneKeyTheFirstWaits() {
    room.admit(record("a", "first", 17, "cause", "orders/0/3"));
    room.admit(record("a", "second", 18, "cause", "orders/0/4"));

    pass(Duration.ofMillis(100));

    assertThat(shown).extracting(one -> one.record().value()).containsExactly("first");
  }

  @Test
  void aCrowdIsReviewedInTurnsAndNobodyIsForgotten() {
    for (int i = 0; i < 2_500; i++) {
      room.admit(record("k" + i, "v", i, "cause", "orders/0/" + i));
    }

    pass(Duration.ofMillis(100));
    assertThat(shown).hasSize(1_000);
    pass(Duration.ofMillis(100));
    pass(Duration.ofMillis(100));

    assertThat(shown.stream().map(one -> one.record().key()).distinct()).hasSize(2_500);
  }

  @Test
  void theClockRunsExactlyWhileSomebodyWaits() {
    assertThat(clocks()).isZero();
    room.admit(record("a", "value", 17, "cause", "orders/0/3"));
    room.admit(record("b", "value", 18, "cause", "orders/0/4"));
    assertThat(clocks()).isEqualTo(1);

    leaving.add("a");
    pass(Duration.ofMillis(100));
    assertThat(clocks()).isEqualTo(1);
    leaving.add("b");
    pass(Duration.ofMillis(100));
    assertThat(clocks()).isZero();

    room.admit(record("c", "value", 19, "cause", "orders/0/5"));
    assertThat(clocks()).isEqualTo(1);
  }

  @Test
  void byEventTimeWhoCameLateIsLookedAtInTheOrderOfTheirTimes() {
    room =
        WaitingRoom.open(
            context, "room", WaitingRoom.Clock.EVENT, Duration.ofMinutes(1), this::review);
    leaving.addAll(List.of("noon", "earlier"));
    room.admit(record("noon", "v", 120_000, "cause", "orders/0/3"));
    room.admit(record("earlier", "v", 60_000, "cause", "orders/0/4"));
    var ticking = context.scheduledPunctuators().getLast();
    assertThat(ticking.getType()).isEqualTo(PunctuationType.STREAM_TIME);

    ticking.getPunctuator().punctuate(119_999);
    assertThat(shown).isEmpty();
    ticking.getPunctuator().punctuate(179_999);
    assertThat(shown)
        .containsExactly(
            new Shown(
                record("earlier", "v", 60_000, "cause", "orders/0/4"), Duration.ofMillis(119_999)));
    assertThat(ticking.cancelled()).isFalse();
    ticking.getPunctuator().punctuate(180_000);
    assertThat(shown).extracting(one -> one.record().key()).containsExactly("earlier", "noon");
    assertThat(ticking.cancelled()).isTrue();
  }

  @Test
  void afterALongAbsenceThereIsAMinuteForWhatWasWrittenMeanwhile() {
    room = openLate();
    room.admit(record("a", "value", 17, "cause", "orders/0/3"));
    context.scheduledPunctuators().forEach(MockProcessorContext.CapturedPunctuator::cancel);
    now += Duration.ofHours(1).toMillis();
    context.setCurrentSystemTimeMs(now);
    room = openLate();

    pass(Duration.ofSeconds(59));
    assertThat(shown).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(shown)
        .containsExactly(
            new Shown(record("a", "value", 17, "cause", "orders/0/3"), Duration.ofMinutes(61)));
  }

  private WaitingRoom<String> openLate() {
    return WaitingRoom.open(
        context, "room", WaitingRoom.Clock.WALL, Duration.ofMinutes(30), this::review);
  }

  @Test
  void whoIsDismissedIsNeverLookedAt() {
    room.admit(record("a", "value", 17, "cause", "orders/0/3"));
    room.admit(record("b", "value", 18, "cause", "orders/0/4"));
    room.dismiss("a");
    room.dismiss("a");
    pass(Duration.ofMillis(100));

    assertThat(shown).extracting(one -> one.record().key()).containsExactly("b");
  }

  private long clocks() {
    return context.scheduledPunctuators().stream().filter(clock -> !clock.cancelled()).count();
  }

  private boolean review(Record<String, String> record, Duration waited) {
    shown.add(new Shown(record, waited));
    return leaving.contains(record.key());
  }

  private void pass(Duration time) {
    now += time.toMillis();
    context.setCurrentSystemTimeMs(now);
    for (var clock : List.copyOf(context.scheduledPunctuators())) {
      if (!clock.cancelled()) {
        clock.getPunctuator().punctuate(now);
      }
    }
  }

  private static Record<String, String> record(
      String key, String value, long timestamp, String header, String text) {
    Headers headers = new RecordHeaders().add(header, text.getBytes(StandardCharsets.UTF_8));
    return new Record<>(key, value, timestamp, headers);
  }
}
