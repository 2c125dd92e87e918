package io.insideout.runtime.stream;

import static org.apache.kafka.streams.StreamsConfig.globalConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.restoreConsumerPrefix;

import io.insideout.catalog.Topic;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.log.LogClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/// How services run.
///
/// @param directory where their states are kept, a folder for each service
/// @param instance names this process among others of the same service, 1 to 40 characters; it
///   stays the same between starts
/// @param commitIntervalMillis how often a service commits what comes steadily, in milliseconds:
///   half of it is what each step of an order waits on average
/// @param threads stream threads of each service
/// @param standbyReplicas how many other processes keep a copy of each state, to go on with at once
/// @param partitions how many partitions a topic has in the log
/// @param generations those of the services' states that this process runs
public record StreamsSettings(
    Path directory,
    String instance,
    int commitIntervalMillis,
    int threads,
    int standbyReplicas,
    ToIntFunction<Topic<?>> partitions,
    Generations generations) {

  private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

  /// One without copies, of the services' first generations.
  public StreamsSettings(
      Path directory,
      String instance,
      int commitIntervalMillis,
      int threads,
      ToIntFunction<Topic<?>> partitions) {
    this(directory, instance, commitIntervalMillis, threads, 0, partitions, Generations.first());
  }

  public StreamsSettings {
    if (!instance.matches("[A-Za-z0-9_.-]{1,40}")) {
      throw new IllegalArgumentException(
          "an instance's name is of letters, digits, _ . -: " + instance);
    }
    if (commitIntervalMillis < 1 || threads < 1 || standbyReplicas < 0) {
      throw new IllegalArgumentException("commit interval and threads begin at 1, copies at 0");
    }
  }

  /// How a service's own topology runs.
  ///
  /// @param lease without which it takes no record up
  /// @param length of its transactions
  Properties properties(
      StreamsService of,
      LogClient log,
      DeadLetterRecords letters,
      Lease lease,
      TransactionLength length) {
    String service = of.name();
    Map<String, Object> all = common(of, log, letters);
    all.put(
        StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
        of.readsInOrderOfTime() ? 0 : StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    all.put(
        mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        List.of(LeasedRecords.class.getName(), CauseStamp.class.getName()));
    all.put(mainConsumerPrefix(LeasedRecords.LEASE), lease);
    all.put(LeasedRecords.LEASE, lease);
    all.put(
        globalConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        CauseStamp.class.getName());
    all.put(mainConsumerPrefix(CauseStamp.SERVICE), service);
    all.put(globalConsumerPrefix(CauseStamp.SERVICE), service);
    all.put(producerPrefix(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG), EventStamp.class.getName());
    all.put(producerPrefix(CauseStamp.SERVICE), service);
    all.put(TransactionLength.CONFIG, length);
    all.put(StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG, TransactionProcessors.class);
    // Whatever is taken ends its transaction in time; this is for what no task can take.
    all.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
        Math.min(length.longestMillis(), TRANSACTION_TIMEOUT_MILLIS));
    all.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), length.longestMillis());
    return properties(all);
  }

  /// How the topology runs that makes the stores of a new generation. Its records are nobody's
  /// events: they keep the headers that they have.
  Properties inheriting(StreamsService of, LogClient log, DeadLetterRecords letters) {
    Map<String, Object> all = common(of, log, letters);
    // What cannot be taken may not be left out.
    all.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    return properties(all);
  }

  private static Properties properties(Map<String, Object> all) {
    Properties properties = new Properties();
    properties.putAll(all);
    return properties;
  }

  private Map<String, Object> common(StreamsService of, LogClient log, DeadLetterRecords letters) {
    String group = generations.of(of.name()).group();
    // What its clients in this process are called; its members of the group are numbered behind it.
    String client = group + "-" + instance;
    Map<String, Object> all = new HashMap<>(log.properties());
    all.putAll(TaskSettings.of(of.name(), letters));
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, group);
    all.put(StreamsConfig.CLIENT_ID_CONFIG, client);
    all.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbyReplicas);
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitIntervalMillis);
    // Whoever has read its states while others work takes over within a minute, not within ten.
    all.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000);
    all.put(StreamsConfig.POLL_MS_CONFIG, Math.max(5, commitIntervalMillis));
    all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    all.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
    // A static member that comes back after a kill takes its partitions at once.
    all.put(mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), client);
    all.put(mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 1_000);
    all.put(mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 250);
    all.put(restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
    // What is refused because the last transaction still ends is worth trying again at once.
    all.put(producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 2);
    all.put(producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), 50);
    // A transaction ends by sending all that it holds; what goes before costs a request each.
    all.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), commitIntervalMillis);
    all.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 65_536);
    // A transaction that begins while the last one still ends is refused once and sent again; with
    // one request on its way, those behind it need not be refused as well.
    all.put(producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    // A transaction whose producer is gone for good holds up readers for this long.
    all.put(producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MILLIS);
    return all;
  }
}
