package io.insideout.runtime.view;

import io.insideout.runtime.store.Store;
import io.insideout.runtime.store.StoreAway;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/// The records that a [RecordView] keeps, to be counted.
record KeptRecords(String name, List<String> topics, List<TopicPartition> places, ViewStore store)
    implements Store {
  @Override
  public Kind kind() {
    return Kind.RECORDS;
  }

  @Override
  public List<Integer> partitions() {
    return places.stream().map(TopicPartition::partition).distinct().sorted().toList();
  }

  @Override
  public Count count() {
    try {
      int counted = store.count(ViewStore.ROW, Count.MOST_COUNTED);
      return counted < Count.MOST_COUNTED
          ? new Count(counted, true)
          : new Count(Math.max(counted, store.estimatedKeys()), false);
    } catch (ViewClosed e) {
      throw new StoreAway(name + " is closed", e);
    }
  }
}
