package io.insideout.runtime.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.Sha256;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which instances keep which partitions of a view, as each works out for itself and all work out
/// alike: by rendezvous hashing, so that few partitions move when one comes or goes, with no
/// instance given more than its part.
///
/// @param keepers of each partition
record Placement(List<Set<String>> keepers) {
  /// @param ids of the instances, at least one
  /// @param copies how many instances keep each partition, where there are so many
  static Placement of(Collection<String> ids, int partitions, int copies) {
    int each = Math.min(copies, ids.size());
    int fair = Math.ceilDiv(partitions * each, ids.size());
    Map<String, Integer> load = new TreeMap<>();
    ids.forEach(id -> load.put(id, 0));
    List<Set<String>> keepers = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      String salt = "/" + partition;
      // Whoever has their part already comes last, the least laden of them first.
      Comparator<String> byTurn =
          Comparator.comparingInt((String id) -> Math.max(0, load.getOrDefault(id, 0) - fair + 1))
              .thenComparing(id -> Sha256.hex((id + salt).getBytes(UTF_8)));
      Set<String> chosen =
          new TreeSet<>(load.keySet().stream().sorted(byTurn).limit(each).toList());
      chosen.forEach(id -> load.merge(id, 1, Integer::sum));
      keepers.add(chosen);
    }
    return new Placement(List.copyOf(keepers));
  }

  Set<String> keepers(int partition) {
    return keepers.get(partition);
  }

  /// The partitions that an instance keeps.
  Set<Integer> of(String id) {
    Set<Integer> kept = new TreeSet<>();
    for (int partition = 0; partition < keepers.size(); partition++) {
      if (keepers.get(partition).contains(id)) {
        kept.add(partition);
      }
    }
    return kept;
  }
}
