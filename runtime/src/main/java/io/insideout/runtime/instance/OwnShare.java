package io.insideout.runtime.instance;

import io.insideout.runtime.view.Share;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What this instance keeps of a view that is divided: its place among those that keep it too. What
/// it shows and others are to take over it goes on with until they show it.
///
/// @param topic whose view it is
/// @param copies how many instances keep each partition
record OwnShare(Instances instances, String topic, int copies) implements Share {
  OwnShare {
    // Whoever begins is counted among those that keep it from the start.
    instances.showing(topic, List.of());
  }

  @Override
  public Set<Integer> wanted(int partitions, Set<Integer> shown) {
    String own = instances.ownId().orElseThrow();
    Map<String, List<Integer>> showing = new TreeMap<>();
    instances.present().stream()
        .filter(one -> one.shares().containsKey(topic))
        .forEach(one -> showing.put(one.id(), one.shares().getOrDefault(topic, List.of())));
    showing.put(own, List.copyOf(shown));
    Placement placement = Placement.of(showing.keySet(), partitions, copies);
    Set<Integer> wanted = new HashSet<>(placement.of(own));
    for (int partition : shown) {
      if (!placement.keepers(partition).stream()
          .allMatch(keeper -> showing.getOrDefault(keeper, List.of()).contains(partition))) {
        wanted.add(partition);
      }
    }
    return Set.copyOf(wanted);
  }

  @Override
  public void shown(Set<Integer> partitions) {
    instances.showing(topic, partitions.stream().sorted().toList());
  }
}
