package io.insideout.story;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Order;
import io.insideout.catalog.Payment;
import io.insideout.catalog.Shipment;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.Redriven;
import io.insideout.story.Changes.Change;
import io.insideout.story.Step.AgainJson;
import io.insideout.story.Step.LetterJson;
import io.insideout.story.Step.SchemaJson;
import io.insideout.story.Told.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The records of a story as steps, each with its latency from its cause, and with what it changed.
final class Steps {
  private final Map<String, Told> byCoordinates = new HashMap<>();
  private final Map<String, String> restsOn;
  private final Map<String, Told> newestVersions = new HashMap<>();

  private Steps(List<Told> sequence, Map<String, String> restsOn) {
    sequence.forEach(told -> byCoordinates.put(told.coordinates(), told));
    this.restsOn = restsOn;
  }

  /// @param sequence as [Sequence] has them
  /// @param restsOn which row of another topic an answer rests on, by coordinates
  static List<Step> of(List<Told> sequence, Map<String, String> restsOn) {
    Steps steps = new Steps(sequence, restsOn);
    List<Step> all = new ArrayList<>();
    sequence.forEach(told -> all.add(steps.step(told)));
    return List.copyOf(all);
  }

  private Step step(Told told) {
    Sentence sentence = Sentence.of(told);
    Written written = told.written();
    String cause = told.header(Causes.CAUSE);
    OptionalLong millis = Causes.writtenMillis(told.record().headers());
    return new Step(
        told.coordinates(),
        told.record().topic(),
        told.record().partition(),
        told.record().offset(),
        time(told.record().timestamp()),
        millis.isPresent() ? time(millis.getAsLong()) : null,
        told.writer(),
        told.key(),
        written == null ? null : written.type(),
        written == null ? null : schema(written),
        sentence.text(),
        sentence.isFailure() ? true : null,
        cause,
        isOutside(cause) ? true : null,
        cause == null ? null : afterMillis(millis, byCoordinates.get(cause)),
        restsOn.get(told.coordinates()),
        changes(told),
        letter(told),
        again(told),
        written == null ? null : written.json(),
        told.undecodable());
  }

  private boolean isOutside(@Nullable String cause) {
    return cause != null && !byCoordinates.containsKey(cause);
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static SchemaJson schema(Written written) {
    return new SchemaJson(
        written.schemaId(),
        written.subject(),
        written.version().isPresent() ? written.version().getAsInt() : null);
  }

  /// Two clocks may differ by more than a step takes.
  private static @Nullable Long afterMillis(OptionalLong millis, @Nullable Told cause) {
    if (cause == null || millis.isEmpty()) {
      return null;
    }
    OptionalLong before = Causes.writtenMillis(cause.record().headers());
    return before.isEmpty() ? null : Math.max(0, millis.getAsLong() - before.getAsLong());
  }

  private @Nullable List<Change> changes(Told told) {
    String thing = thing(told);
    if (thing == null || told.written() == null) {
      return null;
    }
    Told before = newestVersions.put(thing, told);
    return before == null || before.written() == null
        ? null
        : Changes.between(before.written().json(), told.written().json());
  }

  /// What a record is a version of, if it is whole; null where it tells what happened.
  private static @Nullable String thing(Told told) {
    if (Redriven.isAddressed(told.record().headers())) {
      return null;
    }
    return switch (told.value()) {
      case Order order -> "order " + order.getOrderId();
      case Payment payment -> "payment " + payment.getOrderId();
      case Shipment shipment -> "shipment " + shipment.getShipmentId();
      case null, default -> null;
    };
  }

  private static @Nullable LetterJson letter(Told told) {
    return told.value() instanceof DeadLetter letter
        ? new LetterJson(
            Letters.id(letter), letter.getService(), Letters.origin(letter), letter.getReason())
        : null;
  }

  private static @Nullable AgainJson again(Told told) {
    String from = told.header(Redriven.FROM);
    String to = told.header(Redriven.TO);
    return from == null && to == null ? null : new AgainJson(from, told.header(Redriven.FOR), to);
  }
}
