package io.insideout.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.log.Redriven;
import io.insideout.verify.Coordinates;
import io.insideout.verify.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// M, as far as the simulation knows more than the log: no task has set aside twice what nobody can
/// read, and nobody has set anything else aside. A table that begins anew sets the same aside
/// again, under the same key. That nothing was passed over is for the law to find.
final class DeadLetters {
  private static final char LAW = 'M';

  private final Set<Coordinates> illegible = new HashSet<>();

  /// Where the letters stand, by their keys: service and coordinates.
  private final Map<String, List<Coordinates>> letters = new LinkedHashMap<>();

  private final Map<String, ConsumerRecord<byte[], byte[]>> records = new LinkedHashMap<>();

  /// All letters, each once, in the order in which they came.
  Collection<ConsumerRecord<byte[], byte[]>> all() {
    return records.values();
  }

  /// Told of what nobody can read.
  void expect(Coordinates at) {
    illegible.add(at);
  }

  boolean isIllegible(ConsumerRecord<byte[], byte[]> record) {
    return illegible.contains(coordinates(record));
  }

  void accept(ConsumerRecord<byte[], byte[]> letter) {
    // One that says where its record was sent to is no other letter.
    if (letter.headers().lastHeader(Redriven.TO) != null) {
      return;
    }
    records.putIfAbsent(new String(letter.key(), UTF_8), letter);
    letters
        .computeIfAbsent(new String(letter.key(), UTF_8), _ -> new ArrayList<>())
        .add(coordinates(letter));
  }

  /// What is wrong, once everything was read.
  List<Violation> judge(List<SimulatedService> services) {
    List<Violation> found = new ArrayList<>();
    Map<String, List<Coordinates>> unexpected = new HashMap<>(letters);
    for (Coordinates at : illegible) {
      for (SimulatedService service : services) {
        String key = service.name() + "/" + at;
        int count = letters.getOrDefault(key, List.of()).size();
        unexpected.remove(key);
        if (service.reads(at.topic()) && count > 1) {
          found.add(
              violation(
                  "%s set %s aside %d times".formatted(service.name(), at, count), List.of(at)));
        }
      }
    }
    unexpected.forEach(
        (key, at) -> found.add(violation("set aside, and it can be read: " + key, at)));
    return found;
  }

  private static Violation violation(String sentence, List<Coordinates> at) {
    return new Violation(LAW, sentence, at);
  }

  private static Coordinates coordinates(ConsumerRecord<byte[], byte[]> record) {
    return new Coordinates(record.topic(), record.partition(), record.offset());
  }
}
