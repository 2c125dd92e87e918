package io.insideout.story;

import io.insideout.catalog.FraudAssessment;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderCommand;
import io.insideout.catalog.OrderValidation;
import io.insideout.catalog.PlaceOrder;
import io.insideout.catalog.SuspiciousCard;
import io.insideout.catalog.Topics;
import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.view.AsOf;
import io.insideout.runtime.view.Kept;
import io.insideout.runtime.view.RecordView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Tells the stories of orders from the view. Nothing is scanned: what is about an order stands
/// together, and what is not is looked up by its coordinates or its card.
final class Stories {
  /// A story of more records is cut.
  static final int MOST_RECORDS = 1_000;

  private static final int MOST_ROWS_OF_A_CARD = 1_000;
  private static final Duration OWN_WRITE_WITHIN = Duration.ofSeconds(5);

  /// Each asks the log where it ends.
  private static final int MOST_WAITING = 16;

  private static final int LONGEST_ID_SHOWN = 64;

  private final RecordView view;
  private final Schemas schemas;
  private final InstantSource clock;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  Stories(RecordView view, Schemas schemas, InstantSource clock) {
    this.view = view;
    this.schemas = schemas;
    this.clock = clock;
  }

  /// The story of an order as far as the view is. An order that it does not show is waited for: its
  /// caller may have placed it a moment ago. One of somebody else is as none.
  ///
  /// @throws Problem 404 if there is no such order, 503 if that cannot be said at this moment
  Story of(Caller caller, String orderId) throws InterruptedException {
    // Before the records: what comes meanwhile may not be among them.
    AsOf asOf = view.asOf();
    Kept kept = records(caller, orderId);
    if (kept.records().isEmpty()) {
      awaitAll();
      asOf = view.asOf();
      kept = records(caller, orderId);
    }
    if (kept.records().isEmpty()) {
      throw Problem.notFound("no order '%s' is known".formatted(shown(orderId)));
    }
    return tell(orderId, kept, asOf);
  }

  /// The story, once it has another record than these, or the time is over.
  ///
  /// @param known coordinates
  Story after(String orderId, Set<String> known, Duration atMost) throws InterruptedException {
    var _ =
        view.await(
            Subjects.order(orderId),
            MOST_RECORDS,
            kept ->
                kept.records().stream()
                    .anyMatch(record -> !known.contains(Causes.coordinates(record))),
            atMost);
    AsOf asOf = view.asOf();
    return tell(orderId, view.records(Subjects.order(orderId), MOST_RECORDS), asOf);
  }

  /// A dead letter is about whatever its record belongs to, be it an order or not.
  private Kept records(Caller caller, String orderId) {
    Kept kept = view.records(Subjects.order(orderId), MOST_RECORDS);
    boolean isOrder =
        kept.records().stream()
            .anyMatch(record -> !record.topic().equals(Topics.DEAD_LETTERS.name()));
    return isOrder && isShown(kept, caller) ? kept : new Kept(List.of(), false);
  }

  private boolean isShown(Kept kept, Caller caller) {
    return caller.onlyOf().isEmpty()
        || kept.records().stream()
            .map(record -> customerId(Told.of(record, schemas)))
            .filter(Objects::nonNull)
            .findFirst()
            .filter(caller::sees)
            .isPresent();
  }

  /// Whose order a record says that it is, or null where it says nothing of that.
  private static @Nullable String customerId(Told told) {
    return switch (told.value()) {
      case Order order -> order.getCustomerId();
      case OrderCommand command when command.getAction() instanceof PlaceOrder placed ->
          placed.getCustomerId();
      case null, default -> null;
    };
  }

  private void awaitAll() throws InterruptedException {
    if (!waiting.tryAcquire()) {
      throw Problem.unavailable("too many callers ask for orders that nobody knows yet");
    }
    try {
      if (!view.awaitCommitted(OWN_WRITE_WITHIN)) {
        long behind = view.asOf().behind();
        throw Problem.unavailable(
            "the view of stories is not as far as the log%s; ask again"
                .formatted(behind > 0 ? ", by %,d records".formatted(behind) : ""));
      }
    } finally {
      waiting.release();
    }
  }

  private static String shown(String orderId) {
    return orderId.length() <= LONGEST_ID_SHOWN
        ? orderId
        : orderId.substring(0, LONGEST_ID_SHOWN) + "…";
  }

  private Story tell(String orderId, Kept kept, AsOf asOf) {
    Map<String, Told> told = new LinkedHashMap<>();
    Deque<ConsumerRecord<byte[], byte[]>> open = new ArrayDeque<>(kept.records());
    boolean isCut = kept.isCut();
    while (!open.isEmpty() && told.size() < MOST_RECORDS) {
      Told one = Told.of(open.removeFirst(), schemas);
      if (told.putIfAbsent(one.coordinates(), one) == null) {
        Kept effects = view.records(Subjects.effectsOf(one.coordinates()), MOST_RECORDS);
        open.addAll(effects.records());
        isCut |= effects.isCut();
      }
    }
    Map<String, String> restsOn = new HashMap<>();
    for (Told one : List.copyOf(told.values())) {
      suspicion(one)
          .ifPresent(
              row -> {
                restsOn.put(one.coordinates(), row.coordinates());
                told.putIfAbsent(row.coordinates(), row);
              });
    }
    return Story.of(
        orderId,
        List.copyOf(told.values()),
        isCut || !open.isEmpty(),
        restsOn,
        asOf,
        clock.instant());
  }

  /// The row of suspicious-cards that an answer of fraud rests on, if the log has it still.
  private Optional<Told> suspicion(Told told) {
    if (!(told.value() instanceof OrderValidation answer)) {
      return Optional.empty();
    }
    return answer.getAssessed().stream()
        .filter(assessed -> assessed.getSuspicion() != null)
        .findFirst()
        .flatMap(this::row);
  }

  private Optional<Told> row(FraudAssessment assessed) {
    SuspiciousCard suspicion = assessed.getSuspicion();
    return view
        .records(Subjects.card(suspicion.getCardToken()), MOST_ROWS_OF_A_CARD)
        .records()
        .stream()
        .filter(row -> row.offset() <= assessed.getSuspicionsOffset())
        .map(row -> Told.of(row, schemas))
        .filter(row -> Objects.equals(row.value(), suspicion))
        .reduce((_, last) -> last);
  }
}
