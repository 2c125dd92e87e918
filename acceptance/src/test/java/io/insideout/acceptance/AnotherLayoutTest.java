package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Product;
import io.insideout.catalog.Topics;
import io.insideout.runtime.generation.Generations;
import io.insideout.runtime.generation.GenerationsTopic;
import io.insideout.runtime.generation.Standing;
import io.insideout.runtime.generation.Standings;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.Former;
import io.insideout.runtime.stream.StreamsPart;
import io.insideout.runtime.stream.StreamsService;
import io.insideout.runtime.stream.StreamsSettings;
import io.insideout.runtime.stream.TopologyWriter;
import io.insideout.runtime.stream.WaitingRoom;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A generation that keeps something else than the one before did.
class AnotherLayoutTest {
  private static final String NAME = "another-layout";

  @TempDir private Path directory;

  private final Set<String> waiting = new ConcurrentSkipListSet<>();
  private final Map<String, String> known = new ConcurrentSkipListMap<>();

  @Test
  void what_cannot_be_made_of_it_leaves_the_former_at_work() throws Exception {
    try (LogElsewhere elsewhere = LogElsewhere.start(directory.resolve("log"));
        Admin admin = Admin.create(LogClient.at(elsewhere.bootstrapServers()).properties())) {
      LogClient log = LogClient.at(elsewhere.bootstrapServers());
      Schemas schemas = Schemas.at(elsewhere.registryUrl());
      new LogTopics(admin).agreeWith(List.of(Topics.CUSTOMERS), _ -> 2);
      GenerationsTopic.TOPIC.ensure(admin);
      try (Publisher publisher = new Publisher(log, schemas, NAME);
          Generations first = Generations.of(log, Map.of());
          Generations second = Generations.of(log, Map.of(NAME, 2));
          Generations third = Generations.of(log, Map.of(NAME, 3))) {
        first.start();
        second.start();
        third.start();
        try (StreamsPart before = part(new Before(), log, schemas, first);
            StreamsPart after = part(new After("names", "bob"), log, schemas, second);
            StreamsPart misspelt = part(new After("nmaes", ""), log, schemas, third)) {
          before.start();
          tell(publisher, "ada");
          tell(publisher, "bob");
          eventually("two wait", () -> waiting.size() == 2);

          after.start();
          misspelt.start();
          eventually(
              "it says so",
              () -> after.trouble().orElse("").contains("bob is of no use to anybody"));
          eventually(
              "it says that too", () -> misspelt.trouble().orElse("").contains("nmaes-changelog"));
          assertThat(Standings.in(log).of(NAME)).isEqualTo(new Standing(1, 1));
          tell(publisher, "cy");
          eventually("the first works", () -> waiting.size() == 3);
        }
      }
    }
  }

  @Test
  void its_store_is_made_of_the_other_and_who_waits_goes_on_waiting() throws Exception {
    try (LogElsewhere elsewhere = LogElsewhere.start(directory.resolve("log"));
        Admin admin = Admin.create(LogClient.at(elsewhere.bootstrapServers()).properties())) {
      LogClient log = LogClient.at(elsewhere.bootstrapServers());
      Schemas schemas = Schemas.at(elsewhere.registryUrl());
      new LogTopics(admin).agreeWith(List.of(Topics.CUSTOMERS), _ -> 2);
      GenerationsTopic.TOPIC.ensure(admin);
      try (Publisher publisher = new Publisher(log, schemas, NAME);
          Generations first = Generations.of(log, Map.of());
          Generations second = Generations.of(log, Map.of(NAME, 2))) {
        first.start();
        second.start();
        try (StreamsPart before = part(new Before(), log, schemas, first);
            StreamsPart after = part(new After("names", ""), log, schemas, second)) {
          before.start();
          for (String name : List.of("ada", "bob", "cy")) {
            tell(publisher, name);
          }
          eventually("three wait", () -> waiting.size() == 3);
          Set<String> waited = Set.copyOf(waiting);
          waiting.clear();

          after.start();
          eventually("the second works", () -> after.trouble().isEmpty());
          eventually("they wait there", () -> waiting.equals(waited));
          assertThat(new TreeMap<>(known))
              .isEqualTo(Map.of("ada", "ADA", "bob", "BOB", "cy", "CY"));
        }
      }
    }
  }

  private StreamsPart part(
      StreamsService service, LogClient log, Schemas schemas, Generations generations) {
    Path state = directory.resolve("state-" + generations.of(NAME).number());
    return new StreamsPart(
        service, log, schemas, new StreamsSettings(state, "one", 20, 1, 0, _ -> 2, generations));
  }

  private static void tell(Publisher publisher, String name) throws Exception {
    Customer customer = new Customer(name, name, null, "GB", null, null, null);
    var _ = publisher.publish(Topics.CUSTOMERS, name, customer, 7, Traceparent.random()).get();
  }

  private final class Before implements StreamsService {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Topology topology(TopologyWriter writer) {
      String names = writer.store("names", Customer.class);
      String room = writer.waitingRoom("room", Customer.class);
      writer.stream(Topics.CUSTOMERS).process(Keeping::new, Named.as("keep"), names, room);
      return writer.build();
    }
  }

  private final class Keeping extends ContextualProcessor<String, Customer, Void, Void> {
    private WaitingRoom<Customer> room;
    private KeyValueStore<String, Customer> names;

    @SuppressWarnings("NullAway.Init") // see init
    Keeping() {}

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      super.init(context);
      room = WaitingRoom.open(context, "room", AnotherLayoutTest.this::stays);
      names = context.getStateStore("names");
    }

    @Override
    public void process(Record<String, Customer> record) {
      names.put(record.key(), record.value());
      room.admit(record);
    }
  }

  private final class After implements StreamsService {
    private final String former;
    private final String useless;

    /// @param useless the customer that nothing can be made of
    After(String former, String useless) {
      this.former = former;
      this.useless = useless;
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Topology topology(TopologyWriter writer) {
      String room = writer.waitingRoom("room", Customer.class);
      String signs =
          writer.store("signs", Product.class, new Former<>(former, Customer.class, this::sign));
      writer.stream(Topics.CUSTOMERS).process(Looking::new, Named.as("look"), signs, room);
      return writer.build();
    }

    private Product sign(Customer customer) {
      if (customer.getName().equals(useless)) {
        throw new IllegalStateException(useless + " is of no use to anybody");
      }
      return new Product(
          customer.getCustomerId(), customer.getName().toUpperCase(Locale.ROOT), "GBP", 0L, 0L);
    }
  }

  private final class Looking extends ContextualProcessor<String, Customer, Void, Void> {
    @Override
    public void init(ProcessorContext<Void, Void> context) {
      super.init(context);
      var _ = WaitingRoom.open(context, "room", AnotherLayoutTest.this::stays);
      KeyValueStore<String, Product> signs = context.getStateStore("signs");
      try (KeyValueIterator<String, Product> all = signs.all()) {
        all.forEachRemaining(sign -> known.put(sign.key, sign.value.getDescription()));
      }
    }

    @Override
    public void process(Record<String, Customer> record) {
      throw new IllegalStateException("it was read before: " + record.key());
    }
  }

  /// With all that it has: what is made of it later tells the same cause.
  private boolean stays(Record<String, Customer> record, Duration waited) {
    StringBuilder all = new StringBuilder(record.key() + " at " + record.timestamp());
    for (Header header : record.headers()) {
      all.append(' ')
          .append(header.key())
          .append('=')
          .append(new String(header.value(), StandardCharsets.UTF_8));
    }
    waiting.add(all.toString());
    return false;
  }
}
