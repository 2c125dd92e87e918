package io.insideout.runtime.http;

import static java.util.Objects.requireNonNull;

import io.insideout.catalog.Topic;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.view.Index;
import io.insideout.runtime.view.Page;
import io.insideout.runtime.view.Seen;
import io.insideout.runtime.view.View;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/// A table of the log over HTTP: put, get, list and delete a row. A change is answered when it is
/// durable in the log and this process's view shows it, so a caller reads what it wrote. Where the
/// view does not get there in time the answer is 202: the change is taken and not shown yet.
///
/// @param path of the collection, such as `/api/products`
/// @param noun for messages, such as `product`
/// @param bodyType what a caller sends
/// @param toValue makes the value out of key and body, or throws a [Problem]
/// @param toJson shows a value
/// @param applied who else must have applied a change before it is answered
/// @param databaseTable the table of a database where the rows are kept, or null where they are
///   kept here; then they are only read here
/// @param searched the text of a row that a list's `q` looks into, or null where none is
public record TableResource<B, V extends SpecificRecord>(
    String path,
    String noun,
    Topic<V> topic,
    View<V> view,
    Publisher publisher,
    Class<B> bodyType,
    BiFunction<String, B, V> toValue,
    Function<V, Map<String, Object>> toJson,
    Applied applied,
    @Nullable String databaseTable,
    @Nullable Function<V, String> searched) {

  /// A table that is kept here, and listed whole.
  public TableResource(
      String path,
      String noun,
      Topic<V> topic,
      View<V> view,
      Publisher publisher,
      Class<B> bodyType,
      BiFunction<String, B, V> toValue,
      Function<V, Map<String, Object>> toJson,
      Applied applied) {
    this(path, noun, topic, view, publisher, bodyType, toValue, toJson, applied, null, null);
  }

  /// Waits until whoever decides by the table has applied a change.
  public interface Applied {
    /// Where no one is waited for but the view.
    Applied BY_THE_VIEW = (_, _, _, _) -> true;

    /// Whether it has been applied, or nobody here can tell.
    boolean await(String key, int partition, long offset, Duration atMost)
        throws InterruptedException;
  }

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._:-]{0,63}");
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(5);

  /// The index under which a view of such a table lists all of its rows: put it into the view.
  public static List<Index> all(String key) {
    return List.of(new Index("all", "", -Integer.toUnsignedLong(key.hashCode())));
  }

  /// The routes of a table that is for operators alone.
  public List<Route> routes() {
    return List.of(list(), one(this::get), change(this::put), removal());
  }

  /// The routes of a table that customers read.
  public List<Route> routesThatCustomersRead() {
    return List.of(
        list().forCustomers(), one(this::get).forCustomers(), change(this::put), removal());
  }

  /// The routes of a table where a customer has a row, under the customer's own id.
  public List<Route> routesToTheirOwnRow() {
    return List.of(
        list(),
        one(own(this::get)).forCustomers(),
        change(own(this::put)).forCustomers(),
        removal());
  }

  private Route list() {
    return Route.get(path, this::list);
  }

  private Route one(Route.Handler get) {
    return Route.get(path + "/{key}", get);
  }

  private Route change(Route.Handler put) {
    return Route.put(path + "/{key}", put);
  }

  private Route removal() {
    return Route.delete(path + "/{key}", this::delete);
  }

  private Route.Handler own(Route.Handler handler) {
    return request -> {
      String key = key(request);
      if (!request.caller().sees(key)) {
        throw unknown(key);
      }
      return handler.handle(request);
    };
  }

  private Answer get(Request request) {
    request.allowQuery();
    return Answer.json(show(existing(key(request))));
  }

  private Answer put(Request request) throws InterruptedException {
    request.allowQuery();
    requireOurs();
    String key = key(request);
    V value = toValue.apply(key, request.body(bodyType));
    view.requireHere(key);
    RecordMetadata written = publish(request, key, value);
    Map<String, Object> row = show(new Seen<>(key, value, written.partition(), written.offset()));
    return visible(key, written)
        ? Answer.json(row)
        : Answer.json(202, Map.of("Location", location(key)), row);
  }

  private Answer delete(Request request) throws InterruptedException {
    request.allowQuery();
    requireOurs();
    String key = key(request);
    existing(key);
    RecordMetadata written = publish(request, key, null);
    return visible(key, written)
        ? Answer.nothing()
        : Answer.json(
            202,
            Map.of("Location", location(key)),
            Map.of("log", coordinates(written.partition(), written.offset())));
  }

  private void requireOurs() {
    if (databaseTable != null) {
      throw Problem.conflict(
          "the %s is kept in the database: change the table %s there, and it is seen here"
              .formatted(noun, databaseTable));
    }
  }

  private boolean visible(String key, RecordMetadata written) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + VISIBLE_WITHIN.toNanos();
    return view.awaitOffset(written.partition(), written.offset(), VISIBLE_WITHIN)
        && applied.await(
            key,
            written.partition(),
            written.offset(),
            Duration.ofNanos(deadlineNanos - System.nanoTime()));
  }

  private String location(String key) {
    return path + "/" + URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Answer list(Request request) {
    Predicate<V> wanted = wanted(request);
    int limit = (int) request.queryNumber("limit", 50, 1, 500);
    Cursor cursor = new Cursor(topic.name(), "all", "");
    Page<V> page =
        view.list(
            cursor.index(),
            cursor.value(),
            cursor.read(request),
            Long.MIN_VALUE / 2,
            Long.MAX_VALUE / 2,
            wanted,
            limit);
    return Answer.json(page.body("items", this::show, cursor, limit));
  }

  private Predicate<V> wanted(Request request) {
    Function<V, String> text = searched;
    if (text == null) {
      request.allowQuery("limit", "cursor");
      return _ -> true;
    }
    request.allowQuery("q", "limit", "cursor");
    Words words = Words.of(request);
    return value -> words.areIn(text.apply(value));
  }

  private RecordMetadata publish(Request request, String key, @Nullable V value)
      throws InterruptedException {
    try {
      return publisher
          .publish(topic, key, value, System.currentTimeMillis(), request.trace())
          .get();
    } catch (ExecutionException e) {
      throw Problem.unavailable("the log does not take the change at this moment");
    }
  }

  private Seen<V> existing(String key) {
    Seen<V> row = view.get(key);
    if (row == null) {
      throw unknown(key);
    }
    return row;
  }

  private Problem unknown(String key) {
    return Problem.notFound("no " + noun + " '" + key + "' is known");
  }

  private String key(Request request) {
    String key = request.path("key");
    if (!KEY.matcher(key).matches()) {
      throw Problem.invalid("key", "is 1 to 64 letters, digits, blanks, and any of . _ : -");
    }
    return key;
  }

  private Map<String, Object> show(Seen<V> row) {
    Map<String, Object> shown = new LinkedHashMap<>(toJson.apply(requireNonNull(row.value())));
    shown.put("log", coordinates(row.partition(), row.offset()));
    return shown;
  }

  private String coordinates(int partition, long offset) {
    return topic.name() + "/" + partition + "/" + offset;
  }
}
