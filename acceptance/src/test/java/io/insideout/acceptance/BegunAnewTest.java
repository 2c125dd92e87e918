package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsPart;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.StreamsSettings;
import io.insideout.runtime.stream.TopologyWriter;
import io.insideout.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stream thread that the log made end, and the one in its place.
class BegunAnewTest {
  private static final String NAME = "begun-anew";

  /// Less than a member's session, after which nobody waits for it anyway.
  private static final Duration SOON = Duration.ofSeconds(25);

  private final AtomicBoolean trouble = new AtomicBoolean();
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  @TempDir private Path directory;

  @Test
  void nobody_waits_for_the_thread_that_is_gone() throws Exception {
    try (LogElsewhere elsewhere = LogElsewhere.start(directory.resolve("log"));
        Admin admin = Admin.create(LogClient.at(elsewhere.bootstrapServers()).properties())) {
      LogClient log = LogClient.at(elsewhere.bootstrapServers());
      Schemas schemas = Schemas.at(elsewhere.registryUrl());
      new LogTopics(admin).agreeWith(List.of(Topics.CUSTOMERS), Topic::partitions);
      try (Publisher publisher = new Publisher(log, schemas, NAME)) {
        try (StreamsPart part = part(log, schemas)) {
          part.start();
          awaitSeen(publisher, "ada");

          trouble.set(true);
          Eventually.eventually("the thread ends", () -> !trouble.get());
          Eventually.eventually(
              "the thread that is gone is no member any more",
              SOON,
              () ->
                  members(admin).equals(Set.of(NAME + "-one-2"))
                      ? Optional.of(true)
                      : Optional.empty());
          awaitSeen(publisher, "bob");
        }
        try (StreamsPart part = part(log, schemas)) {
          part.start();
          awaitSeen(publisher, "cy");
        }
      }
      assertThat(seen).containsExactly("ada", "bob", "cy");
    }
  }

  private StreamsPart part(LogClient log, Schemas schemas) {
    return new StreamsPart(
        new Watched(),
        log,
        schemas,
        new StreamsSettings(directory.resolve("state"), "one", 20, 1, Topic::partitions));
  }

  private void awaitSeen(Publisher publisher, String customerId) throws Exception {
    Customer customer = new Customer(customerId, "A name", null, "GB", null, null, null);
    var _ =
        publisher.publish(Topics.CUSTOMERS, customerId, customer, 1, Traceparent.random()).get();
    Eventually.eventually(
        customerId + " is worked on",
        SOON,
        () -> seen.contains(customerId) ? Optional.of(true) : Optional.empty());
  }

  private static Set<String> members(Admin admin) {
    try {
      Set<String> members = new ConcurrentSkipListSet<>();
      admin.describeConsumerGroups(List.of(NAME)).all().get().values().stream()
          .flatMap(group -> group.members().stream())
          .forEach(member -> members.add(member.groupInstanceId().orElse("nobody")));
      return members;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// Loses touch with the log when it is told to.
  private final class Watched implements StreamsService {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Topology topology(TopologyWriter writer) {
      writer.stream(Topics.CUSTOMERS).process(Watching::new, Named.as("watch"));
      return writer.build();
    }
  }

  private final class Watching extends ContextualProcessor<String, Customer, Void, Void> {
    @Override
    public void init(ProcessorContext<Void, Void> context) {
      super.init(context);
      context.schedule(
          Duration.ofMillis(20),
          PunctuationType.WALL_CLOCK_TIME,
          _ -> {
            if (trouble.compareAndSet(true, false)) {
              throw new InvalidTxnStateException("another has ended the transaction");
            }
          });
    }

    @Override
    public void process(Record<String, Customer> record) {
      seen.add(record.key());
    }
  }
}
