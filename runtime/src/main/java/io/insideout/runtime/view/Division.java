package io.insideout.runtime.view;

import io.insideout.runtime.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Utils;

/// What of a view is here. Where others keep the rest, nothing is told of that: neither that there
/// is such a row, nor that there is none.
///
/// @param recordKey the key of the records that a row is of
/// @param partitions how many there are
/// @param read those that are read far enough; throws where that cannot be said at this moment, and
///   then nothing is told
record Division(
    String name,
    Share share,
    UnaryOperator<String> recordKey,
    IntSupplier partitions,
    Supplier<Set<Integer>> read) {
  /// @throws Problem 503 if it cannot be said at this moment, as all that asks for it does
  Set<Integer> shown() {
    Set<Integer> now = read.get();
    return share.isWhole() ? Share.all(partitions.getAsInt()) : now;
  }

  boolean shows(String key) {
    Set<Integer> now = read.get();
    return share.isWhole() || now.contains(partition(key));
  }

  /// As Kafka's own producers choose it.
  private int partition(String key) {
    byte[] bytes = recordKey.apply(key).getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % partitions.getAsInt();
  }

  /// Looks something up that is here. It is looked whether it is here behind the reading: what
  /// leaves is not shown any more before it is taken away.
  ///
  /// @throws Problem 421 if another instance keeps it
  <T> T here(String key, T read) {
    requireHere(key);
    return read;
  }

  /// @throws Problem 421 if another instance keeps it
  void requireHere(String key) {
    if (!shows(key)) {
      throw elsewhere();
    }
  }

  /// Makes a list of what is here, or of what of it is wanted.
  ///
  /// @throws Problem 421 if others keep a part, and all is wanted
  <T> T listed(View<?> view, Function<Set<Integer>, T> list) {
    Set<Integer> listed = Sight.listed(view).orElseThrow(this::elsewhere);
    T made = list.apply(listed);
    if (!shown().containsAll(listed)) {
      throw elsewhere();
    }
    return made;
  }

  private Problem elsewhere() {
    return Problem.elsewhere("the %s is divided, and others keep this part".formatted(name));
  }
}
