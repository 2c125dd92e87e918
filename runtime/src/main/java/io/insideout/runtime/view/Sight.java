package io.insideout.runtime.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one request sees of the views that it looks into: how far they were, which it is told, and
/// how far they must be at least. Whoever gives back what was told is never shown less, whichever
/// instance answers: no reader goes back in time.
///
/// The views find it by the thread that answers the request; what is read outside of a request is
/// not told to anybody.
public final class Sight {
  /// With an answer: how far the views were that it was made of, as coordinates of the next record
  /// of each partition, such as `orders/0/1234, orders/1/99`.
  public static final String POSITIONS = "Insideout-Positions";

  /// With a request: how far they must be, in the same form, or `committed` for all that is
  /// committed when the request comes. Who cannot be that far in time refuses with 503.
  public static final String AT_LEAST = "Insideout-At-Least";

  /// With an answer: all that was committed at this moment is in it, by the clock of who answers,
  /// such as `2026-11-29T11:32:22.123Z`. With that of several views it is the earliest of theirs;
  /// of what was waited for, that of the first look.
  public static final String AS_OF = "Insideout-As-Of";

  /// With an answer of 421: another instance of the service keeps what was asked for.
  public static final String ELSEWHERE = "Insideout-Elsewhere";

  /// With a request for a list: the partitions that others have told already, such as `0,2`; none
  /// where it is `none`. Who sends it puts together what several instances tell.
  public static final String WITHOUT = "Insideout-Without";

  /// With a list: the partitions that it is of, and how many there are, such as `1,3/4`.
  public static final String SHARE = "Insideout-Share";

  /// The current request's.
  public static final ScopedValue<Sight> CURRENT = ScopedValue.newInstance();

  private static final Pattern COORDINATES =
      Pattern.compile("([A-Za-z0-9._-]{1,249})/(\\d{1,9})/(\\d{1,18})");
  private static final Pattern PARTITIONS = Pattern.compile("\\d{1,4}(,\\d{1,4}){0,999}");
  private static final int LONGEST_BYTES = 4_096;
  private static final Duration AS_FAR_WITHIN = Duration.ofSeconds(2);

  private final AtLeast atLeast;
  private final Optional<Set<Integer>> without;
  private final Map<Place, Long> seen = new ConcurrentHashMap<>();
  private final AtomicLong asOfMillis = new AtomicLong(Long.MAX_VALUE);
  private volatile @Nullable String share;

  private Sight(AtLeast atLeast, Optional<Set<Integer>> without) {
    this.atLeast = atLeast;
    this.without = without;
  }

  /// A partition of a topic.
  public record Place(String topic, int partition) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byTopic = topic.compareTo(other.topic);
      return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }
  }

  /// That of a request.
  ///
  /// @param atLeast the header [#AT_LEAST], if there is one
  /// @param without the header [#WITHOUT], if there is one
  /// @throws Problem 400 if one is not of its form
  public static Sight of(Optional<String> atLeast, Optional<String> without) {
    return new Sight(AtLeast.of(atLeast.orElse("")), without.map(Sight::partitions));
  }

  private static Set<Integer> partitions(String text) {
    if (text.equals("none")) {
      return Set.of();
    }
    if (!PARTITIONS.matcher(text).matches()) {
      throw Problem.invalid(WITHOUT, "is none, or partitions such as 0,2");
    }
    return Stream.of(text.split(",", -1))
        .map(Integer::valueOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// What a header says.
  ///
  /// @throws Problem 400 if it is not of that form
  public static Map<Place, Long> positions(String text) {
    Map<Place, Long> positions = new TreeMap<>();
    if (text.isBlank()) {
      return positions;
    }
    if (text.getBytes(UTF_8).length > LONGEST_BYTES) {
      throw Problem.invalid(AT_LEAST, "has at most %d bytes".formatted(LONGEST_BYTES));
    }
    for (String one : text.split(",", -1)) {
      Matcher matcher = COORDINATES.matcher(one.strip());
      if (!matcher.matches()) {
        throw Problem.invalid(AT_LEAST, "is a list of coordinates such as orders/0/1234");
      }
      positions.merge(
          new Place(matcher.group(1), Integer.parseInt(matcher.group(2))),
          Long.parseLong(matcher.group(3)),
          Math::max);
    }
    return positions;
  }

  /// The header that says so; as much of it as a header may have.
  public static String text(Map<Place, Long> positions) {
    String all =
        new TreeMap<>(positions)
            .entrySet().stream()
                .map(
                    one ->
                        one.getKey().topic()
                            + "/"
                            + one.getKey().partition()
                            + "/"
                            + one.getValue())
                .collect(Collectors.joining(", "));
    return all.length() <= LONGEST_BYTES
        ? all
        : all.substring(0, all.lastIndexOf(", ", LONGEST_BYTES));
  }

  /// Reads a view for the request that this thread answers, if it answers one.
  static <T extends @Nullable Object> T through(View<?> view, Supplier<T> reading) {
    if (!CURRENT.isBound()) {
      return reading.get();
    }
    Sight sight = CURRENT.get();
    sight.require(view);
    // Before the reading: what comes during it may not be in it.
    sight.asOfMillis.accumulateAndGet(view.asOfMillis(), Math::min);
    T read = reading.get();
    // Behind the reading: what was read may have come just before it.
    for (int partition : view.shown()) {
      sight.seen.merge(new Place(view.topicName(), partition), view.position(partition), Math::max);
    }
    return read;
  }

  private void require(View<?> view) {
    long deadlineNanos = System.nanoTime() + AS_FAR_WITHIN.toNanos();
    if (atLeast.committed()) {
      requireCommitted(view);
    }
    atLeast
        .positions()
        .forEach(
            (place, position) -> {
              if (place.topic().equals(view.topicName())
                  && view.shown().contains(place.partition())) {
                require(view, place.partition(), position, deadlineNanos);
              }
            });
  }

  private static void requireCommitted(View<?> view) {
    require(
        () -> view.awaitCommitted(AS_FAR_WITHIN),
        "this instance's view of %s does not show all that is committed; try again"
            .formatted(view.topicName()));
  }

  private static void require(View<?> view, int partition, long position, long deadlineNanos) {
    require(
        () ->
            view.awaitOffset(
                partition, position - 1, Duration.ofNanos(deadlineNanos - System.nanoTime())),
        "what was shown before of %s is not in this instance's view yet; try again"
            .formatted(view.topicName()));
  }

  /// Waits until a view is as far as it must be.
  private interface Waiting {
    boolean isAsFar() throws InterruptedException;
  }

  private static void require(Waiting waiting, String otherwise) {
    try {
      if (!waiting.isAsFar()) {
        throw Problem.unavailable(otherwise);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewClosed();
    }
  }

  /// The partitions of a view of which a list is told: all that it shows, but for those that others
  /// have told. Who does not put together what several tell is not told a part.
  ///
  /// @return nothing where a part is all that there would be, and is not wanted
  static Optional<Set<Integer>> listed(View<?> view) {
    Set<Integer> shown = view.shown();
    boolean all = shown.size() == view.partitions();
    Optional<Sight> sight =
        CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.<Sight>empty();
    Optional<Set<Integer>> without = sight.flatMap(one -> one.without);
    if (without.isEmpty() || (all && without.get().isEmpty())) {
      return all ? Optional.of(shown) : Optional.empty();
    }
    Set<Integer> listed = new TreeSet<>(shown);
    listed.removeAll(without.get());
    sight.orElseThrow().share =
        listed.stream().map(String::valueOf).collect(Collectors.joining(","))
            + "/"
            + view.partitions();
    return Optional.of(listed);
  }

  /// Whether the list that this thread makes is a part, to be put together with others.
  public static boolean isOfPart() {
    return CURRENT.isBound() && CURRENT.get().share != null;
  }

  /// What the answer's headers say of what was seen.
  public Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    if (!seen.isEmpty()) {
      headers.put(POSITIONS, text(seen));
    }
    long millis = asOfMillis.get();
    if (millis > 0 && millis < Long.MAX_VALUE) {
      headers.put(AS_OF, Instant.ofEpochMilli(millis).toString());
    }
    String part = share;
    if (part != null) {
      headers.put(SHARE, part);
    }
    return headers;
  }
}
