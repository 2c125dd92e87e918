package io.insideout.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.Redriven;
import io.insideout.runtime.schema.Schemas;
import io.insideout.verify.Coordinates;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// Whoever mends what a stranger broke, and sends again what was set aside: each record to the
/// service that had done so, together with the word on its letter. What cannot be mended is sent
/// again as well, by one who hopes; it is set aside again.
final class Operator {
  private final SimulatedLog log;
  private final Schemas schemas;
  private final SimulatedRegistry registry;
  private final DeadLetters letters;
  private final Set<String> sent = new HashSet<>();

  Operator(SimulatedLog log, Schemas schemas, SimulatedRegistry registry, DeadLetters letters) {
    this.log = log;
    this.schemas = schemas;
    this.registry = registry;
    this.letters = letters;
  }

  /// Sends everything again that is history and was not sent again before, once the schema of the
  /// stranger is registered.
  ///
  /// @return what was done
  String act() {
    if (!registry.isMended()) {
      registry.mend();
      return "an operator registers the stranger's schema";
    }
    int count = 0;
    for (ConsumerRecord<byte[], byte[]> stored : List.copyOf(letters.all())) {
      DeadLetter letter = read(stored);
      if (isToBeSent(letter) && sent.add(new String(stored.key(), UTF_8))) {
        send(stored, letter);
        count++;
      }
    }
    return "an operator sends %d records again".formatted(count);
  }

  /// Whether all of it was sent.
  boolean isDone() {
    return registry.isMended()
        && letters.all().stream()
            .allMatch(
                stored ->
                    sent.contains(new String(stored.key(), UTF_8)) || !isToBeSent(read(stored)));
  }

  /// What was set aside again is left alone, and so is a row of a table, which is for everybody.
  private boolean isToBeSent(DeadLetter letter) {
    return Topics.named(letter.getTopic()).filter(topic -> !topic.hasTombstones()).isPresent()
        && origin(letter).headers().lastHeader(Redriven.FROM) == null;
  }

  private DeadLetter read(ConsumerRecord<byte[], byte[]> stored) {
    return schemas
        .serde(Topics.DEAD_LETTERS)
        .deserializer()
        .deserialize(stored.topic(), stored.value());
  }

  private ConsumerRecord<byte[], byte[]> origin(DeadLetter letter) {
    SimulatedPartition records =
        log.partition(new TopicPartition(letter.getTopic(), letter.getPartition()));
    return records.fetch(records.placeOf(letter.getOffset()));
  }

  private void send(ConsumerRecord<byte[], byte[]> stored, DeadLetter letter) {
    ConsumerRecord<byte[], byte[]> origin = origin(letter);
    TopicPartition partition = new TopicPartition(origin.topic(), origin.partition());
    RecordHeaders headers = new RecordHeaders(origin.headers().toArray());
    Redriven.mark(
        headers,
        new Coordinates(origin.topic(), origin.partition(), origin.offset()).toString(),
        letter.getService());
    Coordinates to =
        new Coordinates(origin.topic(), origin.partition(), log.partition(partition).nextOffset());
    if (!SimulatedRegistry.isStrange(origin.value())) {
      letters.expect(to);
    }
    RecordHeaders told = new RecordHeaders(stored.headers().toArray());
    told.add(Redriven.TO, to.toString().getBytes(UTF_8));
    log.commit(
        List.of(
            new ProducerRecord<>(
                origin.topic(),
                origin.partition(),
                origin.timestamp(),
                origin.key(),
                origin.value(),
                headers),
            new ProducerRecord<>(
                stored.topic(),
                stored.partition(),
                stored.timestamp(),
                stored.key(),
                stored.value(),
                told)),
        "dead-letters-redrive",
        Map.of());
  }
}
