package io.insideout.verify;

import io.insideout.catalog.Check;
import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.Outcome;
import io.insideout.catalog.StockReservation;
import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Schemas;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// A history that faults are planted in.
final class PlantedLog {
  static {
    // Avro's builders copy values, which it does only of classes that it was told to trust.
    var _ = Schemas.inMemory();
  }

  private final List<Entry> entries;

  PlantedLog(List<Entry> entries) {
    this.entries = new ArrayList<>(entries);
  }

  List<Entry> entries() {
    return entries;
  }

  /// The first record of that type that is as wanted.
  <V extends SpecificRecord> Entry find(Class<V> type, Predicate<V> wanted) {
    return all(type, wanted).getFirst();
  }

  <V extends SpecificRecord> Entry last(Class<V> type, Predicate<V> wanted) {
    return all(type, wanted).getLast();
  }

  <V extends SpecificRecord> List<Entry> all(Class<V> type, Predicate<V> wanted) {
    return entries.stream()
        .filter(entry -> type.isInstance(value(entry)))
        .filter(entry -> wanted.test(type.cast(value(entry))))
        .toList();
  }

  Order order(OrderState state) {
    return (Order) value(find(Order.class, order -> order.getState() == state));
  }

  /// Version 2 of some order that ended so.
  Entry ended(OrderState state) {
    return find(Order.class, order -> order.getState() == state);
  }

  /// An order that ended so and whose ledger is not empty; its newest version.
  Entry endedWithLedger(OrderState state) {
    Set<String> booked = new HashSet<>();
    all(StockReservation.class, _ -> true)
        .forEach(entry -> booked.add(((StockReservation) value(entry)).getOrderId()));
    return find(Order.class, o -> o.getState() == state && booked.contains(o.getOrderId()));
  }

  Entry requested(String orderId) {
    return find(Order.class, o -> o.getOrderId().equals(orderId) && o.getVersion() == 1);
  }

  Entry ledger(String orderId, Predicate<StockReservation> wanted) {
    return find(StockReservation.class, e -> e.getOrderId().equals(orderId) && wanted.test(e));
  }

  Entry answer(String orderId, Predicate<OrderValidation> wanted) {
    return find(OrderValidation.class, a -> a.getOrderId().equals(orderId) && wanted.test(a));
  }

  @SuppressWarnings("unchecked")
  <V extends SpecificRecord> Coordinates edit(Entry entry, UnaryOperator<V> change) {
    return replace(entry, change.apply((V) value(entry)), entry.at(), entry.cause());
  }

  Coordinates recause(Entry entry, @Nullable Coordinates cause) {
    return replace(entry, value(entry), entry.at(), cause);
  }

  Coordinates move(Entry entry, int partition) {
    remove(entry);
    return append(entry.at().topic(), partition, entry.key(), value(entry), entry.cause());
  }

  private Coordinates replace(
      Entry entry, SpecificRecord value, Coordinates at, @Nullable Coordinates cause) {
    entries.set(entries.indexOf(entry), entry(at, entry.key(), value, cause));
    return at;
  }

  void remove(Entry entry) {
    entries.remove(entry);
  }

  void removeAll(List<Entry> gone) {
    entries.removeAll(gone);
  }

  /// One more record at the end of another's partition.
  Coordinates append(Entry like, SpecificRecord value, @Nullable Coordinates cause) {
    return append(like.at().topic(), like.at().partition(), like.key(), value, cause);
  }

  Coordinates append(
      String topic,
      int partition,
      @Nullable String key,
      SpecificRecord value,
      @Nullable Coordinates cause) {
    long end =
        entries.stream()
            .map(Entry::at)
            .filter(at -> at.topic().equals(topic) && at.partition() == partition)
            .mapToLong(at -> at.offset() + 1)
            .max()
            .orElse(0);
    Coordinates at = new Coordinates(topic, partition, end);
    entries.add(entry(at, key, value, cause));
    return at;
  }

  /// A service sets a record aside.
  ///
  /// @param at where its letter says that the record stands
  DeadLetter park(String service, Entry record, Coordinates at) {
    DeadLetter letter =
        new DeadLetter(
            service,
            at.topic(),
            at.partition(),
            at.offset(),
            0L,
            key(record),
            raw(value(record)),
            List.of(),
            "it makes the code fail",
            "");
    append(Topics.DEAD_LETTERS.name(), 0, service + "/" + at, letter, at);
    return letter;
  }

  private static Entry entry(
      Coordinates at, @Nullable String key, SpecificRecord value, @Nullable Coordinates cause) {
    return new Entry(at, 0, key, new Content.Value(value, raw(value)), cause, null);
  }

  static ByteBuffer key(Entry entry) {
    return ByteBuffer.wrap(String.valueOf(entry.key()).getBytes(StandardCharsets.UTF_8));
  }

  /// As if values were written as texts.
  static ByteBuffer raw(SpecificRecord value) {
    return ByteBuffer.wrap(value.toString().getBytes(StandardCharsets.UTF_8));
  }

  static SpecificRecord value(Entry entry) {
    return ((Content.Value) entry.content()).record();
  }

  static String id(Entry version) {
    return ((Order) value(version)).getOrderId();
  }

  /// The inventory's answer that a ledger entry belongs to.
  Entry answerOf(Entry ledgerEntry) {
    StockReservation entry = (StockReservation) value(ledgerEntry);
    return answer(
        entry.getOrderId(),
        a -> a.getCheck() == Check.INVENTORY && a.getCovers().contains(entry.getSku()));
  }

  /// The same record once more.
  Coordinates again(Entry entry) {
    return append(entry, value(entry), entry.cause());
  }

  Coordinates flip(Entry answer, Outcome outcome) {
    return edit(
        answer, (OrderValidation a) -> OrderValidation.newBuilder(a).setOutcome(outcome).build());
  }

  /// Changes one version of the order that some version is of.
  Coordinates editOrder(Entry any, int version, Function<Order.Builder, Order.Builder> change) {
    Entry entry =
        find(Order.class, o -> o.getOrderId().equals(id(any)) && o.getVersion() == version);
    return edit(entry, (Order order) -> change.apply(Order.newBuilder(order)).build());
  }
}
