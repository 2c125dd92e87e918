package io.insideout.flink;

import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/// What Flink counts, by job: records that windows have left out because they came too late, and
/// how far each partition is read. Flink tells it to whoever reports its metrics, and here that is
/// this. Of a cluster at an address nothing is known here.
public final class Figures implements MetricReporter, MetricReporterFactory {
  // As Flink and its connector call them.
  private static final String LATE = "numLateRecordsDropped";
  private static final String OFFSET = "currentOffset";
  private static final String JOB = "<job_name>";
  private static final String TOPIC = "<topic>";
  private static final String PARTITION = "<partition>";

  private static final Map<String, Queue<Counter>> LATE_BY_JOB = new ConcurrentHashMap<>();
  private static final Map<String, Map<Place, Gauge<?>>> OFFSETS_BY_JOB = new ConcurrentHashMap<>();

  private record Place(String topic, int partition) {}

  /// How many records came too late, for all jobs of that name in this process.
  static long late(String job) {
    Queue<Counter> counters = LATE_BY_JOB.get(job);
    return counters == null ? 0 : counters.stream().mapToLong(Counter::getCount).sum();
  }

  /// The offsets that a job reads next, by topic and partition, where it has read something.
  static Map<String, Map<Integer, Long>> offsets(String job) {
    Map<String, Map<Integer, Long>> offsets = new TreeMap<>();
    OFFSETS_BY_JOB
        .getOrDefault(job, Map.of())
        .forEach(
            (place, gauge) -> {
              if (gauge.getValue() instanceof Number last && last.longValue() >= 0) {
                offsets
                    .computeIfAbsent(place.topic(), _ -> new TreeMap<>())
                    .put(place.partition(), last.longValue() + 1);
              }
            });
    return offsets;
  }

  /// Forgets a job, when it is over.
  static void forget(String job) {
    LATE_BY_JOB.remove(job);
    OFFSETS_BY_JOB.remove(job);
  }

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    return this;
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    Map<String, String> variables = group.getAllVariables();
    String job = variables.get(JOB);
    if (job == null) {
      return;
    }
    if (name.equals(LATE) && metric instanceof Counter counter) {
      LATE_BY_JOB.computeIfAbsent(job, _ -> new ConcurrentLinkedQueue<>()).add(counter);
    } else if (name.equals(OFFSET) && metric instanceof Gauge<?> gauge) {
      Place place =
          new Place(
              variables.getOrDefault(TOPIC, ""),
              Integer.parseInt(variables.getOrDefault(PARTITION, "0")));
      OFFSETS_BY_JOB.computeIfAbsent(job, _ -> new ConcurrentHashMap<>()).put(place, gauge);
    }
  }

  /// A figure stays when what counted has ended.
  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
}
