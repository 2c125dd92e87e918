package io.insideout.sql.persistent;

import io.insideout.runtime.http.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What CREATE … WITH (…) may say.
///
/// @param given as it was typed
record Properties(Map<String, String> given) {
  private static final String TOPIC = "kafka_topic";
  private static final String PARTITIONS = "partitions";
  private static final String KEY = "key";

  /// KSQL has them, and they say what is so in any case.
  private static final Set<String> AS_IT_IS =
      Set.of("value_format=avro", "format=avro", "key_format=kafka");

  private static final int MOST_PARTITIONS = 1_000;

  Properties {
    given = Map.copyOf(given);
    for (Map.Entry<String, String> one : given.entrySet()) {
      boolean isKnown =
          Set.of(TOPIC, PARTITIONS, KEY).contains(one.getKey())
              || AS_IT_IS.contains((one.getKey() + "=" + one.getValue()).toLowerCase(Locale.ROOT));
      if (!isKnown) {
        throw Problem.invalid(
            "sql",
            "says WITH (%s = '%s'), which is not known; there are kafka_topic, partitions and key"
                .formatted(one.getKey(), one.getValue()));
      }
    }
  }

  Optional<String> topic() {
    return Optional.ofNullable(given.get(TOPIC));
  }

  int partitions(int usual) {
    String partitions = given.get(PARTITIONS);
    if (partitions == null) {
      return usual;
    }
    if (!partitions.matches("\\d{1,4}")
        || Integer.parseInt(partitions) < 1
        || Integer.parseInt(partitions) > MOST_PARTITIONS) {
      throw Problem.invalid("sql", "says partitions, which is 1 to " + MOST_PARTITIONS);
    }
    return Integer.parseInt(partitions);
  }

  /// The columns of the record's key, where they are said.
  List<String> keys() {
    String key = given.get(KEY);
    return key == null ? List.of() : List.of(key.trim().split("\\s*,\\s*"));
  }
}
