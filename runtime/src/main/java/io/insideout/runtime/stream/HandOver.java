package io.insideout.runtime.stream;

import io.insideout.runtime.generation.Change;
import io.insideout.runtime.generation.Generation;
import io.insideout.runtime.generation.Standing;
import io.insideout.runtime.log.LogClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Gives a generation its turn, when the one before has stopped for good. In one transaction it is
/// said whose turn it is, the new one's group gets the positions of the other, and what that one
/// had sent around to itself and not read yet goes on to the new one. So each record is read by one
/// of the two, and by one only.
record HandOver(LogClient log, LogFacts facts, Detours detours) {

  /// Where somebody else was quicker, it does nothing.
  ///
  /// @return how it stands afterwards
  Standing execute() throws InterruptedException {
    Generation own = detours.own();
    detours.make();
    Map<TopicPartition, OffsetAndMetadata> former = facts.positions(detours.before().group(), true);
    Map<TopicPartition, Long> ends = facts.ends(detours.former(), IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    former.forEach(
        (partition, position) -> {
          if (!detours.isFormer(partition)) {
            positions.put(partition, position);
          }
        });
    for (TopicPartition detour : ends.keySet()) {
      positions.put(detours.heirOf(detour), begins(detour, former.get(detour)));
    }
    return new Change(log, own.service())
        .to(this::taken, producer -> goOn(producer, former, ends, positions));
  }

  private Optional<Standing> taken(Standing now) {
    int own = detours.own().number();
    return now.equals(new Standing(detours.before().number(), own))
        ? Optional.of(Standing.of(own))
        : Optional.empty();
  }

  /// What is behind an attempt that failed is read by nobody. How far event time had come stands
  /// beside the former position.
  private OffsetAndMetadata begins(TopicPartition detour, @Nullable OffsetAndMetadata former)
      throws InterruptedException {
    TopicPartition heir = detours.heirOf(detour);
    long end =
        facts.ends(Set.of(heir.topic()), IsolationLevel.READ_UNCOMMITTED).getOrDefault(heir, 0L);
    return new OffsetAndMetadata(end, former == null ? "" : former.metadata());
  }

  /// Sends on what the former group had still to read there, and says where the new one goes on.
  private void goOn(
      Producer<byte[], byte[]> producer,
      Map<TopicPartition, OffsetAndMetadata> former,
      Map<TopicPartition, Long> ends,
      Map<TopicPartition, OffsetAndMetadata> positions) {
    try (Consumer<byte[], byte[]> reader = log.readerFor(detours.own().group())) {
      reader.assign(ends.keySet());
      for (TopicPartition detour : ends.keySet()) {
        OffsetAndMetadata read = former.get(detour);
        if (read == null) {
          reader.seekToBeginning(Set.of(detour));
        } else {
          reader.seek(detour, read);
        }
      }
      LogClient.readToEnd(reader, record -> send(producer, record));
      producer.sendOffsetsToTransaction(positions, reader.groupMetadata());
    }
  }

  private void send(Producer<byte[], byte[]> producer, ConsumerRecord<byte[], byte[]> record) {
    TopicPartition to = detours.heirOf(new TopicPartition(record.topic(), record.partition()));
    var _ =
        producer.send(
            new ProducerRecord<>(
                to.topic(),
                to.partition(),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers()));
  }
}
