package io.insideout.verify;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A measurement, not a test: how fast a log of so many orders (some 20 records each) is verified.
/// Runs the broker in the same process, as the verification of a running system does.
public final class VerifierSpeed {
  private VerifierSpeed() {}

  public static void main(String[] args) throws Exception {
    int orders = args.length > 0 ? Integer.parseInt(args[0]) : 25_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Path directory = Files.createTempDirectory("verifier-speed-");
    try (RealLog log = RealLog.in(directory.resolve("log"))) {
      write(log, orders);
      for (int round = 0; round < rounds; round++) {
        long cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Report report =
            new Verifier(log.client, log.schemas, directory)
                .verify(Quiet.yes("all was written"), Evidence.none());
        cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuNanos;
        System.out.println(report);
        System.out.printf(
            "%,.0f records/s, %.1f CPU seconds in the verifier's thread: %,.0f records a CPU second%n",
            report.records() / (report.took().toNanos() / 1e9),
            cpuNanos / 1e9,
            report.records() / (cpuNanos / 1e9));
      }
    } finally {
      delete(directory);
    }
  }

  private static void write(RealLog log, int orders) {
    Map<String, Object> settings =
        log.client.with(
            Map.of(
                "linger.ms", 20, "batch.size", 65_536, "max.in.flight.requests.per.connection", 1));
    AtomicReference<Exception> failure = new AtomicReference<>();
    Callback failures =
        (_, e) -> {
          if (e != null) {
            failure.set(e);
          }
        };
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      // Without gaps and from one producer, the offsets of the history are those of the log.
      new History(
              801,
              entry -> {
                var _ = producer.send(log.record(entry, entry.cause()), failures);
              },
              false)
          .run(orders);
    }
    if (failure.get() != null) {
      throw new IllegalStateException("the log was not written", failure.get());
    }
  }

  private static void delete(Path directory) throws Exception {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
