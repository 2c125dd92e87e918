package io.insideout.app.rebuild;

import io.insideout.runtime.log.LogClient;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// Where the partitions of a topic begin, and where they end at a moment: behind the last committed
/// record of each. The log's own end also counts the marks of transactions, which nobody is handed
/// and no position of a sink gets over.
///
/// @param beginnings by partition
/// @param ends by partition; the beginning where there is no record
record Ends(Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
  private static final long FIRST_LOOK_BACK = 64;

  /// Looks.
  static Ends of(LogClient log, String topic) {
    try (Consumer<byte[], byte[]> reader = log.reader("rebuild")) {
      List<TopicPartition> partitions =
          reader.partitionsFor(topic).stream()
              .map(one -> new TopicPartition(topic, one.partition()))
              .toList();
      Map<TopicPartition, Long> beginnings = reader.beginningOffsets(partitions);
      return new Ends(
          beginnings,
          partitions.stream()
              .collect(
                  Collectors.toMap(
                      one -> one, one -> end(reader, one, beginnings.getOrDefault(one, 0L)))));
    }
  }

  /// Looks back further and further until there is a record.
  private static long end(Consumer<byte[], byte[]> reader, TopicPartition partition, long begin) {
    reader.assign(List.of(partition));
    long end = reader.endOffsets(List.of(partition)).getOrDefault(partition, begin);
    long[] behindLast = {begin};
    for (long back = FIRST_LOOK_BACK; behindLast[0] == begin; back *= 4) {
      long from = Math.max(begin, end - back);
      reader.seek(partition, from);
      LogClient.readToEnd(reader, record -> behindLast[0] = record.offset() + 1);
      if (from == begin) {
        break;
      }
    }
    return behindLast[0];
  }

  /// How many offsets there are.
  long all() {
    return sum(partition -> ends.getOrDefault(partition, 0L));
  }

  /// How many of them are behind these positions.
  long done(Map<TopicPartition, Long> positions) {
    return sum(
        partition ->
            Math.min(
                positions.getOrDefault(partition, beginnings.getOrDefault(partition, 0L)),
                ends.getOrDefault(partition, 0L)));
  }

  private long sum(ToLongFunction<TopicPartition> upTo) {
    return beginnings.entrySet().stream()
        .mapToLong(begin -> Math.max(0, upTo.applyAsLong(begin.getKey()) - begin.getValue()))
        .sum();
  }
}
