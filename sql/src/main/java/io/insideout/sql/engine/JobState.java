package io.insideout.sql.engine;

import java.util.Map;

/// How a job is.
///
/// @param name as it was called
/// @param state in Flink's words: `RUNNING`, `RESTARTING`, `FAILED`
/// @param reason why it fails, where it does
/// @param late how many records came too late for it, as far as the engine knows
/// @param offsets what it reads next, by topic and partition, as far as the engine knows
public record JobState(
    String name, String state, String reason, long late, Map<String, Map<Integer, Long>> offsets) {
  public JobState {
    offsets = Map.copyOf(offsets);
  }
}
