package io.insideout.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// M: what nobody can use is set aside once by each service that reads its topic, and a letter is
/// what it says it is: the record that stands at its origin, as far as the log still has it. What
/// is sent again is that record once more, and it goes on as if it had never been set aside.
///
/// A letter's key is who set it aside, and where its record stands. A table that is read again from
/// its beginning, and a service that was put back, set the same record aside once more: under the
/// same key, with the same bytes, that is the same letter. One that says something else is another
/// letter under a key that is taken.
final class LettersLaw implements Law {
  private final SetAside setAside;
  private final Marks marks;
  private final Facts letters;
  private final Facts unusable;
  private final Facts copies;

  LettersLaw(Scratch scratch, SetAside setAside) {
    this.setAside = setAside;
    this.marks = new Marks(scratch.facts("marks"));
    this.letters = scratch.facts("letters");
    this.unusable = scratch.facts("unusable");
    this.copies = scratch.facts("sent-again");
  }

  @Override
  public char letter() {
    return 'M';
  }

  @Override
  public String title() {
    return "Dead letters";
  }

  @Override
  public void accept(Entry entry, Findings findings) {
    marks.add(entry);
    switch (entry.content()) {
      case Content.Undecodable _ -> unusable.put(bytes(entry.at().toString()), new byte[0]);
      case Content.Value(DeadLetter letter, _) -> accept(entry, letter, findings);
      default -> {}
    }
  }

  private void accept(Entry entry, DeadLetter letter, Findings findings) {
    String id = id(letter);
    if (!id.equals(entry.key())) {
      findings.violation(
          "a letter about %s stands under the key %s".formatted(id, entry.key()), entry.at());
      return;
    }
    byte[] known = letters.get(bytes(id));
    long digest = digest(letter);
    if (known == null) {
      findings.count("letters");
      letters.put(bytes(id), value(entry.at(), digest));
    } else if (digest == ByteBuffer.wrap(known).getLong()) {
      findings.count("set aside once more");
    } else {
      findings.violation(
          "%s was set aside twice, with different bytes".formatted(id), at(known), entry.at());
    }
  }

  /// Takes a record that was sent again.
  ///
  /// @param first the record that it stands for
  /// @param service whom it is meant for
  void sentAgain(Entry copy, Coordinates first, String service) {
    marks.add(copy);
    copies.put(bytes(copy.at().toString()), bytes(first.toString()));
    if (copy.content() instanceof Content.Undecodable) {
      unusable.put(bytes(copy.at().toString()), bytes(service));
    }
  }

  /// Takes note that the record of a letter was sent again.
  ///
  /// @param entry where that is said
  /// @param to where it was sent to
  void sentAgain(Entry entry, DeadLetter letter, Coordinates to, Findings findings) {
    findings.count("sent again");
    copies.put(bytes(to.toString()), bytes(SetAside.origin(letter).toString()));
    if (!id(letter).equals(entry.key())) {
      findings.violation(
          "a letter about %s stands under the key %s".formatted(id(letter), entry.key()),
          entry.at());
    }
  }

  /// Judges a letter on its own, as far as the history goes.
  void look(String id, Moment moment, Findings findings) {
    byte[] known = letters.get(bytes(id));
    if (known != null) {
      origin(id, known, moment, findings);
    }
  }

  /// What a check had set aside, and was sent again, it has to have answered.
  @Override
  public void judge(Dossier order, Moment moment, Findings findings) {
    if (order.versions().isEmpty() || !moment.isQuiet()) {
      return;
    }
    Coordinates asked = order.versions().getFirst().at();
    for (Part part : Part.required(order.versions().getFirst().value())) {
      if (setAside.wasSentAgain(part.service(), asked)
          && order.answers().stream().noneMatch(answer -> part.isOf(answer.value()))) {
        findings.violation(
            "order %s was sent to %s again, and %s was never answered"
                .formatted(order.orderId(), part.service(), part),
            asked);
      }
    }
  }

  @Override
  public void finish(Moment moment, Findings findings) {
    try (Facts.Cursor cursor = letters.scan(new byte[0])) {
      while (cursor.next()) {
        origin(text(cursor.key()), cursor.value(), moment, findings);
      }
    }
    try (Facts.Cursor cursor = unusable.scan(new byte[0])) {
      while (cursor.next()) {
        findings.count("records that nobody can use");
        missing(coordinates(cursor.key()), text(cursor.value()), moment, findings);
      }
    }
    try (Facts.Cursor cursor = copies.scan(new byte[0])) {
      while (cursor.next()) {
        same(coordinates(cursor.key()), coordinates(cursor.value()), moment, findings);
      }
    }
  }

  private void origin(String id, byte[] letter, Moment moment, Findings findings) {
    Coordinates origin = coordinates(bytes(id.substring(id.indexOf('/') + 1)));
    Long digest = marks.at(origin);
    if (digest == null) {
      if (isMissing(origin) && moment.isRipe(at(letter))) {
        findings.violation(
            "%s was set aside, and the log has no such record".formatted(id), at(letter));
      }
    } else if (digest != Marks.UNKNOWN && digest != ByteBuffer.wrap(letter).getLong()) {
      findings.violation(
          "the letter %s has other bytes than its record".formatted(id), at(letter), origin);
    }
  }

  /// Whether a record that is not there should be: a table forgets, a service's own topics are
  /// purged, and a log may have been cut off at its beginning.
  private boolean isMissing(Coordinates at) {
    return Topics.named(at.topic()).filter(topic -> !topic.hasTombstones()).isPresent()
        && !marks.isBeforeTheLog(at);
  }

  private void missing(Coordinates at, String addressee, Moment moment, Findings findings) {
    Set<String> missing =
        new TreeSet<>(
            addressee.isEmpty()
                ? Topics.named(at.topic()).map(Topic::readers).orElse(Set.of())
                : Set.of(addressee));
    missing.removeIf(service -> letters.get(bytes(service + "/" + at)) != null);
    if (!missing.isEmpty() && moment.isQuiet()) {
      findings.violation(
          "a record that nobody can use was not set aside by " + String.join(", ", missing), at);
    }
  }

  private void same(Coordinates copy, Coordinates first, Moment moment, Findings findings) {
    Long sent = marks.at(copy);
    Long stored = marks.at(first);
    if (sent == null && isMissing(copy) && moment.isRipe(copy)) {
      findings.violation(
          "%s is said to have been sent again, and the log does not have it".formatted(first),
          copy);
    } else if (sent != null
        && stored != null
        && sent != Marks.UNKNOWN
        && stored != Marks.UNKNOWN
        && !sent.equals(stored)) {
      findings.violation("%s was sent again as something else".formatted(first), copy, first);
    }
  }

  /// What a letter is called: who set a record aside, and where that stands.
  static String id(DeadLetter letter) {
    return letter.getService() + "/" + SetAside.origin(letter);
  }

  // Avro's classes are not annotated: these may be null in the schema.
  @SuppressWarnings("NullAway")
  private static long digest(DeadLetter letter) {
    @Nullable ByteBuffer key = letter.getKey();
    return Marks.digest(key == null ? null : text(copy(key)), letter.getValue());
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static byte[] value(Coordinates at, long digest) {
    return ByteBuffer.allocate(20)
        .putLong(digest)
        .putInt(at.partition())
        .putLong(at.offset())
        .array();
  }

  private static Coordinates at(byte[] letter) {
    ByteBuffer in = ByteBuffer.wrap(letter).position(Long.BYTES);
    return new Coordinates(Topics.DEAD_LETTERS.name(), in.getInt(), in.getLong());
  }

  private static Coordinates coordinates(byte[] text) {
    return Coordinates.parse(text(text)).orElseThrow();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
