package io.insideout.runtime.stream;

import io.insideout.runtime.Metrics;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/// Kafka's own figures of the services that run in this process, read when somebody asks.
final class StreamsMetrics {
  private static final Set<StreamsPart> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    var _ =
        GaugeWithCallback.builder()
            .name("insideout_service_lag_records")
            .help("Committed records that a service has not read yet.")
            .labelNames("service", "topic")
            .callback(lag -> lags().forEach((of, sum) -> lag.call(sum, of.service(), of.topic())))
            .register(Metrics.REGISTRY);
    var _ =
        CounterWithCallback.builder()
            .name("insideout_service_commits_total")
            .help("Commits of a service since it started.")
            .labelNames("service")
            .callback(commits -> commits().forEach((service, sum) -> commits.call(sum, service)))
            .register(Metrics.REGISTRY);
  }

  private StreamsMetrics() {}

  static void show(StreamsPart part) {
    RUNNING.add(part);
  }

  static void hide(StreamsPart part) {
    RUNNING.remove(part);
  }

  private record Source(String service, String topic) implements Comparable<Source> {
    @Override
    public int compareTo(Source other) {
      return (service + "/" + topic).compareTo(other.service + "/" + other.topic);
    }
  }

  private static Map<Source, Double> lags() {
    Map<Source, Double> lags = new TreeMap<>();
    figures(
        "records-lag",
        (part, metric) -> {
          Map<String, String> tags = metric.metricName().tags();
          String client = tags.getOrDefault("client-id", "");
          // Global tables and restorations have consumers of their own, which are never behind.
          if (!client.endsWith("-global-consumer") && !client.endsWith("-restore-consumer")) {
            lags.merge(
                new Source(part.name(), tags.getOrDefault("topic", "")),
                value(metric),
                Double::sum);
          }
        });
    return lags;
  }

  private static Map<String, Double> commits() {
    Map<String, Double> commits = new TreeMap<>();
    figures(
        "commit-total",
        (part, metric) -> {
          if (metric.metricName().group().equals("stream-thread-metrics")) {
            commits.merge(part.name(), value(metric), Double::sum);
          }
        });
    return commits;
  }

  private static void figures(String name, BiConsumer<StreamsPart, Metric> taker) {
    for (StreamsPart part : RUNNING) {
      for (Map.Entry<MetricName, ? extends Metric> figure : part.metrics().entrySet()) {
        if (figure.getKey().name().equals(name)) {
          taker.accept(part, figure.getValue());
        }
      }
    }
  }

  /// A consumer that has not fetched yet does not know its lag.
  private static double value(Metric metric) {
    return metric.metricValue() instanceof Double value && Double.isFinite(value) ? value : 0;
  }
}
