package io.insideout.bench.limits;

import io.insideout.bench.measure.Usage;
import io.insideout.broker.EmbeddedBroker;
import io.insideout.runtime.Pause;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.stream.StreamsSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Measures the machine's limits in this process, which has nothing else to do.
///
/// @param directory where the log is kept; it may not exist yet
/// @param commitIntervalMillis how often the system's services commit
/// @param seconds how long the bare loop is measured at each rate; the others a quarter of it
/// @param warmUpSeconds how long it runs at the highest rate before that
/// @param rates of the bare loop, in orders a second
/// @param orders that the bare loop decides as fast as it can
public record LimitsRun(
    Path directory,
    int commitIntervalMillis,
    int seconds,
    int warmUpSeconds,
    List<Integer> rates,
    long orders) {
  private static final String RAW = "raw";
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(15);

  public LimitsRun {
    rates = List.copyOf(rates);
  }

  /// Starts a log, measures, and ends it.
  public Limits run() throws InterruptedException {
    EmbeddedBroker broker = new EmbeddedBroker(directory.resolve("log"), 0);
    try {
      broker.start();
      LogClient log = LogClient.at(broker.bootstrapServers());
      double started =
          (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
      makeTopics(log);
      RawLog raw = new RawLog(log, RAW, Duration.ofSeconds(seconds).dividedBy(4));
      double appends = raw.appendsPerSecond();
      RawLog.Repeated append = raw.append();
      RawLog.Repeated transaction = raw.transaction();
      try (BareLoop loop = loop(log)) {
        loop.start();
        var _ = loop.asFastAsPossible(Math.max(1, orders / 2));
        int highest = rates.stream().mapToInt(Integer::intValue).max().orElseThrow();
        var _ = loop.atRate(highest, Duration.ofSeconds(warmUpSeconds));
        List<Limits.AtRate> atRates = new ArrayList<>();
        for (int rate : rates) {
          atRates.add(new Limits.AtRate(rate, loop.atRate(rate, Duration.ofSeconds(seconds))));
        }
        BareLoop.Pace pace = loop.asFastAsPossible(orders);
        return new Limits(
            started,
            appends,
            append.took(),
            transaction.perSecond(),
            transaction.took(),
            atRates,
            pace.ordersPerSecond(),
            pace.processorMicrosPerOrder(),
            Usage.own().residentMegabytes());
      }
    } catch (ExecutionException e) {
      throw new StartFailure("The log cannot be measured: " + e.getCause(), e);
    } finally {
      broker.close();
    }
  }

  private BareLoop loop(LogClient log) {
    return new BareLoop(
        log,
        new StreamsSettings(directory.resolve("state"), "limits", commitIntervalMillis, 1, _ -> 1));
  }

  private static void makeTopics(LogClient log) throws InterruptedException, ExecutionException {
    List<String> names =
        List.of(RAW, BareService.COMMANDS, BareService.ORDERS, BareService.VALIDATIONS);
    Stream<NewTopic> topics =
        names.stream().map(name -> new NewTopic(name, Optional.of(1), Optional.empty()));
    try (Admin admin = log.admin()) {
      admin.createTopics(topics.toList()).all().get();
      long deadlineNanos = System.nanoTime() + TOLD_WITHIN.toNanos();
      while (!told(admin, names) && System.nanoTime() < deadlineNanos) {
        Pause.atMost(Duration.ofMillis(20));
      }
    }
  }

  /// A topic that was created a moment ago may be unknown to who asks next.
  private static boolean told(Admin admin, List<String> names)
      throws InterruptedException, ExecutionException {
    try {
      var _ = admin.describeTopics(names).allTopicNames().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }
}
