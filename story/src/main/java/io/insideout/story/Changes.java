package io.insideout.story;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one version of a thing has otherwise than the version before.
final class Changes {
  /// More are not told: then it is another thing.
  static final int MOST = 50;

  private Changes() {}

  /// One place in the value.
  ///
  /// @param path such as `parcels[0].delivered`
  /// @param before null where there was nothing
  /// @param after null where there is nothing any more
  record Change(String path, @Nullable Object before, @Nullable Object after) {}

  /// In the order of the fields. The version's own number is not one of them.
  static List<Change> between(@Nullable Object before, @Nullable Object after) {
    List<Change> changes = new ArrayList<>();
    compare("", before, after, changes);
    return changes.stream().filter(change -> !change.path().equals("version")).limit(MOST).toList();
  }

  private static void compare(
      String path, @Nullable Object before, @Nullable Object after, List<Change> changes) {
    if (Objects.equals(before, after) || changes.size() > MOST) {
      return;
    }
    if (before instanceof Map<?, ?> was && after instanceof Map<?, ?> is) {
      Set<Object> names = new LinkedHashSet<>(was.keySet());
      names.addAll(is.keySet());
      names.forEach(
          name ->
              compare(
                  path.isEmpty() ? name.toString() : path + "." + name,
                  was.get(name),
                  is.get(name),
                  changes));
    } else if (before instanceof List<?> was && after instanceof List<?> is) {
      for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
        compare(
            path + "[" + i + "]",
            i < was.size() ? was.get(i) : null,
            i < is.size() ? is.get(i) : null,
            changes);
      }
    } else {
      changes.add(new Change(path, before, after));
    }
  }
}
