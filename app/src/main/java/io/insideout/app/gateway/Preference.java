package io.insideout.app.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.Sha256;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which of several doors that answer the same is asked first. A caller is answered by the same one
/// as long as it is there: views are not equally far, and nobody is to be told less than before.
/// Callers are spread over all doors, and those of a door that is gone over the others, by
/// rendezvous hashing. A door that did not answer just now is asked after all others.
final class Preference {
  private static final Duration PASSED_OVER = Duration.ofSeconds(2);

  private final Map<URI, Long> silentSinceNanos = new ConcurrentHashMap<>();

  /// @param caller by what it is known
  List<URI> order(List<URI> doors, String caller) {
    return doors.size() < 2
        ? doors
        : doors.stream()
            .sorted(
                Comparator.comparing(this::isSilent)
                    .thenComparing(door -> weight(door, caller), Comparator.reverseOrder()))
            .toList();
  }

  /// A checksum would not do: whom it sends to one door it would all send to the same next.
  private static String weight(URI door, String caller) {
    return Sha256.hex((door + " " + caller).getBytes(UTF_8));
  }

  private boolean isSilent(URI door) {
    Long since = silentSinceNanos.get(door);
    return since != null && System.nanoTime() - since < PASSED_OVER.toNanos();
  }

  /// It did not answer.
  void silent(URI door) {
    silentSinceNanos.values().removeIf(since -> System.nanoTime() - since > PASSED_OVER.toNanos());
    silentSinceNanos.put(door, System.nanoTime());
  }
}
