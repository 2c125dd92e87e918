package io.insideout.verify;

import static io.insideout.verify.PlantedLog.value;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.Topics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A history in which records are set aside and sent again.
final class LettersLog {
  /// One record that was sent again to one service.
  private record Sent(Entry copy, Coordinates first, String service) {}

  /// A letter that says where to.
  private record Told(Entry letter, DeadLetter content, Coordinates to) {}

  final PlantedLog log = new PlantedLog(History.of(702, 40));
  private final List<Sent> sent = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();

  /// The first version of an order that went well.
  Entry requested() {
    return log.requested(log.order(OrderState.VALIDATED).getOrderId());
  }

  Entry first(Entry like) {
    return log.entries().stream()
        .filter(one -> one.at().topic().equals(like.at().topic()))
        .filter(one -> one.at().partition() == like.at().partition())
        .findFirst()
        .orElseThrow();
  }

  Entry rubbish(String topic) {
    Entry bad = Entry.of(new Coordinates(topic, 1, 100_000), "bad", value(requested()), null);
    Entry made =
        new Entry(
            bad.at(),
            0,
            "bad",
            new Content.Undecodable("rubbish", ByteBuffer.wrap("rubbish".getBytes(UTF_8))),
            null,
            null);
    log.entries().add(made);
    return made;
  }

  static Entry at(Entry like, Coordinates at) {
    return new Entry(at, 0, like.key(), like.content(), null, null);
  }

  Entry again(Entry first, String service, String value) {
    Content content =
        switch (first.content()) {
          case Content.Value(var record, _) ->
              new Content.Value(record, ByteBuffer.wrap(value.getBytes(UTF_8)));
          case Content.Undecodable(var reason, _) ->
              new Content.Undecodable(reason, ByteBuffer.wrap(value.getBytes(UTF_8)));
          case Content.Tombstone() -> first.content();
        };
    Entry copy =
        new Entry(
            new Coordinates(
                first.at().topic(), first.at().partition(), first.at().offset() + 500_000),
            0,
            first.key(),
            content,
            first.at(),
            null);
    sent.add(new Sent(copy, first.at(), service));
    return copy;
  }

  void tell(Entry first, Coordinates letterAt, Entry copy) {
    Entry letter =
        log.entries().stream().filter(one -> one.at().equals(letterAt)).findFirst().orElseThrow();
    told.add(
        new Told(
            new Entry(
                new Coordinates(letterAt.topic(), 0, letterAt.offset() + 500_000),
                0,
                letter.key(),
                letter.content(),
                first.at(),
                null),
            (DeadLetter) value(letter),
            copy.at()));
  }

  Coordinates park(String service, Entry record) {
    return letter(service, record, record.key(), text(record));
  }

  Coordinates letter(String service, Entry record, @Nullable String key, String value) {
    return log.append(
        Topics.DEAD_LETTERS.name(),
        0,
        service + "/" + record.at(),
        content(service, record, key, value),
        record.at());
  }

  // Avro's classes are not annotated: a key may be null in the schema.
  @SuppressWarnings("NullAway")
  static DeadLetter content(String service, Entry record, @Nullable String key, String value) {
    return new DeadLetter(
        service,
        record.at().topic(),
        record.at().partition(),
        record.at().offset(),
        0L,
        key == null ? null : ByteBuffer.wrap(key.getBytes(UTF_8)),
        ByteBuffer.wrap(value.getBytes(UTF_8)),
        List.of(),
        "it cannot be used",
        "");
  }

  static String text(Entry entry) {
    return switch (entry.content()) {
      case Content.Value(_, var raw) -> UTF_8.decode(raw.duplicate()).toString();
      case Content.Undecodable(_, var raw) ->
          raw == null ? "" : UTF_8.decode(raw.duplicate()).toString();
      case Content.Tombstone() -> "";
    };
  }

  Report report() {
    try (Scratch scratch = Scratch.inMemory()) {
      Audit audit = new Audit(scratch, List.of());
      log.entries().forEach(audit::accept);
      sent.forEach(one -> audit.sentAgain(one.copy(), one.first(), one.service()));
      told.forEach(one -> audit.sentAgain(one.letter(), one.content(), one.to()));
      return audit.finish(Quiet.yes("all was worked off"));
    }
  }
}
