package io.insideout.app.stores;

import io.insideout.console.log.Decoder;
import io.insideout.runtime.Part;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.insideout.runtime.log.CommittedEnds;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Registry;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.store.Row;
import io.insideout.runtime.store.RowStore;
import io.insideout.runtime.store.Store;
import io.insideout.runtime.store.StoreAway;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the services of this process keep of the log, over HTTP: their stores, the rows of each,
/// and whether a row is what the log says. Nothing here writes.
public final class StoresResource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoresResource.class);
  private static final int ROWS = 50;
  private static final int MOST_ROWS = 200;
  private static final int MOST_CHECKS = 2;
  private static final long PATIENCE_MILLIS = 5_000;

  private final String instance;
  private final List<? extends Part> services;
  private final LogClient log;
  private final CommittedEnds ends;
  private final Told told;
  private final Seal seal = new Seal();
  private final Semaphore checks = new Semaphore(MOST_CHECKS);
  private final AtomicLong readers = new AtomicLong();

  /// @param instance names this process among others of the same services
  /// @param services each of its service's name, made of all its parts
  public StoresResource(
      String instance, List<? extends Part> services, LogClient log, Schemas schemas) {
    this.instance = instance;
    this.services = List.copyOf(services);
    this.log = log;
    this.ends = new CommittedEnds(log);
    this.told = new Told(instance, new Decoder(schemas));
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/api/services/{service}/stores", this::stores),
        Route.get("/api/services/{service}/stores/{store}/rows", this::rows),
        Route.get("/api/services/{service}/stores/{store}/fold", this::fold));
  }

  /// The stores of a part, by name and kind.
  public static List<Map<String, @Nullable Object>> names(Part part) {
    return part.stores().stream().map(Told::name).toList();
  }

  private Answer stores(Request request) {
    request.allowQuery("instance");
    Part service = service(request);
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("service", service.name());
    shown.put("stores", stores(service).stream().map(told::store).toList());
    return Answer.json(shown);
  }

  private Part service(Request request) {
    Optional<String> wanted = request.query("instance");
    if (wanted.isPresent() && !wanted.get().equals(instance)) {
      throw Problem.notFound("this is instance '%s'".formatted(instance));
    }
    String name = request.path("service");
    return services.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("no service '%s' runs here".formatted(name)));
  }

  private static List<? extends Store> stores(Part service) {
    return service.leaves().flatMap(part -> part.stores().stream()).toList();
  }

  private RowStore store(Request request) {
    Part service = service(request);
    String name = request.path("store");
    Store store =
        stores(service).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "'%s' has no store '%s' here".formatted(service.name(), name)));
    if (store instanceof RowStore rows) {
      return rows;
    }
    throw Problem.notFound(
        "'%s' keeps whole records by what they are about, and no rows by keys".formatted(name));
  }

  private Address address(Request request, String what) {
    return new Address(
        seal, String.join("\n", what, request.path("service"), request.path("store")));
  }

  private interface Asked {
    Answer answer() throws InterruptedException;
  }

  private static Answer asked(Asked asked) throws InterruptedException {
    try {
      return asked.answer();
    } catch (StoreAway e) {
      throw Problem.unavailable(String.valueOf(e.getMessage()));
    } catch (KafkaException | Registry.RegistryUnreachable e) {
      LOG.warn("a store cannot be shown", e);
      throw Problem.unavailable("the log or the schema registry does not answer");
    }
  }

  private Answer rows(Request request) throws InterruptedException {
    request.allowQuery("key", "id", "from", "cursor", "limit", "instance");
    RowStore store = store(request);
    Optional<byte[]> key = address(request, "key").key(request);
    return asked(
        () ->
            key.isPresent()
                ? Answer.json(page(request, store, store.rows(key.get()), null))
                : page(request, store));
  }

  private Answer page(Request request, RowStore store) {
    Address address = address(request, "rows");
    int most = (int) request.queryNumber("limit", ROWS, 1, MOST_ROWS);
    RowStore.Mark after =
        request
            .query("cursor")
            .map(cursor -> mark(seal.open("cursor", address.purpose(), cursor)))
            .orElse(null);
    List<Row> rows = store.rows(after, address.from(request), most);
    String more = null;
    if (!rows.isEmpty()) {
      RowStore.Mark last = new RowStore.Mark(rows.getLast().key(), rows.getLast().partition());
      if (!store.rows(last, last.key(), 1).isEmpty()) {
        more = seal.close(address.purpose(), bytes(last));
      }
    }
    return Answer.json(page(request, store, rows, more));
  }

  private Map<String, @Nullable Object> page(
      Request request, RowStore store, List<Row> rows, @Nullable String more) {
    Address address = address(request, "key");
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("service", request.path("service"));
    shown.put("store", store.name());
    shown.put("instance", instance);
    shown.put("rows", rows.stream().map(row -> told.row(store, row, address)).toList());
    shown.put("more", more);
    return shown;
  }

  private static byte[] bytes(RowStore.Mark mark) {
    return ByteBuffer.allocate(Integer.BYTES + mark.key().length)
        .putInt(mark.partition())
        .put(mark.key())
        .array();
  }

  private static RowStore.Mark mark(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    int partition = from.getInt();
    byte[] key = new byte[from.remaining()];
    from.get(key);
    return new RowStore.Mark(key, partition);
  }

  private Answer fold(Request request) throws InterruptedException {
    request.allowQuery("key", "id", "cursor", "instance");
    RowStore store = store(request);
    byte[] key =
        address(request, "key")
            .key(request)
            .orElseThrow(() -> Problem.invalid("key", "is required: which row is meant"));
    if (!checks.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      throw tooMany();
    }
    try {
      return asked(() -> Answer.json(folds(request, store, key)));
    } finally {
      checks.release();
    }
  }

  private Map<String, @Nullable Object> folds(Request request, RowStore store, byte[] key)
      throws InterruptedException {
    List<Verdict> verdicts = new ArrayList<>();
    List<Map<String, @Nullable Object>> folds = new ArrayList<>();
    for (FoldCursor beginning : beginnings(request, store, key)) {
      Fold fold = check(store, key, beginning);
      Map<String, @Nullable Object> shown = told.fold(store, fold, address(request, "key"));
      shown.put(
          "more",
          fold.search().isDone()
              ? null
              : seal.close(
                  address(request, "fold").purpose(),
                  new FoldCursor(beginning.partition(), fold.search().looked()).bytes()));
      verdicts.add(fold.verdict());
      folds.add(shown);
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("service", request.path("service"));
    shown.put("store", store.name());
    shown.put("verdict", Verdict.of(verdicts).word());
    shown.put("folds", folds);
    return shown;
  }

  /// Of each row there is one, and one where there is none.
  private List<FoldCursor> beginnings(Request request, RowStore store, byte[] key) {
    Optional<String> cursor = request.query("cursor");
    if (cursor.isPresent()) {
      String purpose = address(request, "fold").purpose();
      return List.of(
          FoldCursor.of(store.topics().getFirst(), seal.open("cursor", purpose, cursor.get())));
    }
    List<Row> rows = store.kind() == Store.Kind.STATE ? store.rows(key) : List.of();
    return rows.isEmpty()
        ? List.of(new FoldCursor(Row.NOWHERE, Map.of()))
        : rows.stream().map(row -> new FoldCursor(row.partition(), Map.of())).toList();
  }

  private Fold check(RowStore store, byte[] key, FoldCursor beginning) throws InterruptedException {
    FoldCheck check = new FoldCheck(store, key, beginning.partition(), ends::written);
    List<TopicPartition> places = check.places();
    if (places.isEmpty()) {
      throw Problem.unavailable("no partition of '%s' is here".formatted(store.name()));
    }
    try (Consumer<byte[], byte[]> reader =
        log.reader("stores-" + instance + "-" + readers.incrementAndGet())) {
      KeySearch search =
          new KeySearch(reader, places, beginning.looked(), record -> store.isOf(key, record));
      return check.with(search, places);
    }
  }

  private static Problem tooMany() {
    return new Problem(
        429,
        "too-many-readers",
        "Too many are reading the log",
        "%d rows are held against it, and more may not be; try again in a moment"
            .formatted(MOST_CHECKS),
        List.of());
  }

  @Override
  public void close() {
    ends.close();
  }
}
