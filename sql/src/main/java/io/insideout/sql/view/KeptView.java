package io.insideout.sql.view;

import io.insideout.catalog.Topic;
import io.insideout.runtime.Environment;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.view.FrozenView;
import io.insideout.runtime.view.RowKeys;
import io.insideout.runtime.view.Share;
import io.insideout.runtime.view.View;
import io.insideout.runtime.view.ViewRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A view of one topic, on disk, from the first question on. However many ask first, it is opened
/// once.
final class KeptView implements Source, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeptView.class);
  private static final Duration CLOSES_WITHIN = Duration.ofSeconds(10);

  private final Topic<?> topic;
  private final Environment environment;
  private @Nullable View<?> view;
  private @Nullable Thread opener;
  private CompletableFuture<View<?>> opened = new CompletableFuture<>();
  private boolean closed;

  KeptView(Topic<?> topic, Environment environment) {
    this.topic = topic;
    this.environment = environment;
  }

  /// A view as it is at one moment.
  private record Frozen(FrozenView view) implements Rows {
    @Override
    public @Nullable ViewRow get(String key) {
      return view.get(key);
    }

    @Override
    public List<ViewRow> page(@Nullable String after, int most) {
      return view.page(after, most);
    }

    @Override
    public void close() {
      view.close();
    }
  }

  @Override
  public Rows asOfNow(Duration atMost) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    View<?> open = await(opening(), atMost);
    Duration left = Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
    try {
      if (open.awaitCommitted(left)) {
        return new Frozen(open.freeze());
      }
    } catch (IllegalStateException e) {
      LOG.warn("the view of {} cannot be asked", topic.name(), e);
    }
    throw Problem.unavailable(
        "The view of %s is not as far as the log%s; ask again."
            .formatted(topic.name(), trouble().map(" ("::concat).map(one -> one + ")").orElse("")));
  }

  private View<?> await(CompletableFuture<View<?>> opening, Duration atMost)
      throws InterruptedException {
    try {
      return opening.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw Problem.unavailable(
          "The view of %s is being made of the log, and goes on with that; ask again."
              .formatted(topic.name()));
    } catch (ExecutionException e) {
      LOG.warn("the view of {} cannot be opened", topic.name(), e.getCause());
      throw Problem.unavailable(
          "The view of %s cannot be opened: %s".formatted(topic.name(), e.getMessage()));
    }
  }

  private synchronized CompletableFuture<View<?>> opening() {
    if (closed) {
      throw Problem.unavailable("SQL is closed.");
    }
    // One that has failed is not there: whoever asks next begins anew.
    boolean isOpenOrOpening = opener != null && !opened.isCompletedExceptionally();
    if (!isOpenOrOpening) {
      CompletableFuture<View<?>> opening = new CompletableFuture<>();
      View<?> starting = make(topic);
      view = starting;
      opened = opening;
      opener =
          Thread.ofPlatform()
              .name("sql-view-" + topic.name())
              .daemon()
              .start(() -> open(starting, opening));
    }
    return opened;
  }

  private static void open(View<?> starting, CompletableFuture<View<?>> opening) {
    try {
      starting.start();
      opening.complete(starting);
    } catch (RuntimeException | InterruptedException e) {
      starting.close();
      opening.completeExceptionally(e);
    }
  }

  private <V extends SpecificRecord> View<V> make(Topic<V> topic) {
    return new View<>(
        topic,
        environment.viewDirectory().resolve("sql-" + topic.name()),
        environment.log(),
        environment.schemas(),
        _ -> List.of(),
        // Where nothing can be deleted, a value says itself what it is a version of.
        new RowKeys<>(
            (key, value) -> topic.hasTombstones() ? key : String.valueOf(value.get(0)),
            UnaryOperator.identity()),
        Share.WHOLE);
  }

  @Override
  public Function<byte[], GenericRecord> values(Schema as) {
    return environment.schemas().reader(as);
  }

  @Override
  public Schema schema() {
    return topic.schema();
  }

  /// The view, once somebody has asked for it.
  synchronized Optional<View<?>> opened() {
    return Optional.ofNullable(view);
  }

  synchronized Optional<String> trouble() {
    View<?> open = view;
    return open == null ? Optional.empty() : open.trouble();
  }

  @Override
  public void close() {
    Thread opening;
    View<?> open;
    synchronized (this) {
      closed = true;
      opening = opener;
      open = view;
    }
    try {
      if (opening != null) {
        opening.interrupt();
        opening.join(CLOSES_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (open != null) {
      open.close();
    }
  }
}
