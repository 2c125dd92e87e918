package io.insideout.acceptance;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Customer;
import io.insideout.catalog.Product;
import io.insideout.catalog.Topics;
import io.insideout.runtime.generation.Standing;
import io.insideout.runtime.stream.Former;
import io.insideout.runtime.stream.StreamsPart;
import io.insideout.runtime.stream.StreamsService;
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
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A generation that keeps something else than the one before did.
class AnotherLayoutTest {
  private static final String NAME = "another-layout";

  @TempDir private Path directory;

  private final Set<String> waiting = new ConcurrentSkipListSet<>();
  private final Map<String, String> known = new ConcurrentSkipListMap<>();

  private GenerationsLog generations;

  @SuppressWarnings("NullAway.Init") // see start
  AnotherLayoutTest() {}

  @BeforeEach
  void start() throws Exception {
    generations = GenerationsLog.start(directory, 2, List.of(Topics.CUSTOMERS));
  }

  @AfterEach
  void close() {
    generations.close();
  }

  @Test
  void its_store_is_made_of_the_other_and_who_waits_goes_on_waiting() throws Exception {
    generations.part(new Before(), 1, "one").start();
    for (String name : List.of("ada", "bob", "cy")) {
      tell(name);
    }
    eventually("three wait", () -> waiting.size() == 3);
    Set<String> waited = Set.copyOf(waiting);
    waiting.clear();

    StreamsPart after = generations.part(new After("names", ""), 2, "two");
    after.start();
    eventually("the second works", () -> after.trouble().isEmpty());
    eventually("they wait there", () -> waiting.equals(waited));
    assertThat(new TreeMap<>(known)).isEqualTo(Map.of("ada", "ADA", "bob", "BOB", "cy", "CY"));
  }

  @Test
  void what_cannot_be_made_of_it_leaves_the_former_at_work() throws Exception {
    generations.part(new Before(), 1, "one").start();
    tell("ada");
    tell("bob");
    eventually("two wait", () -> waiting.size() == 2);

    StreamsPart after = generations.part(new After("names", "bob"), 2, "two");
    StreamsPart misspelt = generations.part(new After("nmaes", ""), 3, "three");
    after.start();
    misspelt.start();
    eventually(
        "it says so", () -> after.trouble().orElse("").contains("bob is of no use to anybody"));
    eventually("it says that too", () -> misspelt.trouble().orElse("").contains("nmaes-changelog"));
    assertThat(generations.standing(NAME)).isEqualTo(new Standing(1, 1));
    tell("cy");
    eventually("the first works", () -> waiting.size() == 3);
  }

  private void tell(String name) throws Exception {
    Customer customer = new Customer(name, name, null, "GB", null, null, null);
    var _ = generations.publish(Topics.CUSTOMERS, name, customer).get();
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
