package io.insideout.services.payments;

import static io.insideout.catalog.Topics.AUTHORIZATIONS;
import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.broker.EmbeddedBroker;
import io.insideout.catalog.Authorization;
import io.insideout.catalog.OrderState;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentRequest;
import io.insideout.catalog.Topics;
import io.insideout.chaos.bank.Bank;
import io.insideout.chaos.bank.Statement;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Part;
import io.insideout.runtime.Service.Assembled;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.LogTopics;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsSettings;
import io.insideout.services.payments.PaymentProvider.Approved;
import io.insideout.services.payments.PaymentProvider.Unknown;
import io.insideout.testkit.OrderFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Money is held, and what the provider calls it stands in the log, where nobody can read it yet.
class LateNameTest {
  private static final String ORDER_ID = "o-1";
  private static final Statement HELD = new Statement(1, 1_000, 0, 0);
  private static final Statement UNDONE = new Statement(1, 0, 0, 0);

  @TempDir private Path directory;
  private final Schemas schemas = Schemas.inMemory();

  @Test
  void whatIsHeldIsNotCalledUndoneBecauseItsNameCannotBeReadYet() throws Exception {
    try (Bank bank = new Bank(1);
        EmbeddedBroker broker = new EmbeddedBroker(directory.resolve("log"), 0)) {
      LogClient log = prepared(broker);
      try (Publisher publisher = new Publisher(log, schemas, "test")) {
        Assembled service =
            new PaymentsService(
                    bank.url().toString(), Map.of(PaymentsAssembly.SECRET, "sk_test_late"))
                .assemble(environment(log, publisher));
        try {
          for (Part part : service.parts()) {
            part.start();
          }
          cancelBehindAnOpenTransaction(log, publisher, bank);
          eventually(
              "the provider holds nothing", () -> UNDONE.equals(bank.statements().get(ORDER_ID)));
        } finally {
          service.parts().reversed().forEach(Part::close);
        }
      }
    }
  }

  @Test
  void aNameIsNotLostByALaterAnswerThatHasNone() throws Exception {
    try (EmbeddedBroker broker = new EmbeddedBroker(directory.resolve("log"), 0)) {
      LogClient log = prepared(broker);
      try (Publisher publisher = new Publisher(log, schemas, "test")) {
        AnswersInLog answers = AnswersInLog.of(environment(log, publisher));
        try (Part view = answers.view()) {
          view.start();
          write(publisher, new Approved("pi_1"));
          write(publisher, new Unknown("of an instance that was replaced long ago", null));

          assertThat(answers.of(ORDER_ID)).isEqualTo("pi_1");
          assertThat(answers.of("o-2")).isNull();
        }
      }
    }
  }

  private static void write(Publisher publisher, PaymentProvider.Answer answer) throws Exception {
    PaymentRequest request =
        new PaymentRequest(
            ORDER_ID + "/authorize", ORDER_ID, PaymentKind.AUTHORIZE, "card-1", "GBP", 1_000L);
    var _ =
        publisher
            .publish(
                AUTHORIZATIONS,
                ORDER_ID,
                Attempts.of(request, answer, 1),
                System.currentTimeMillis(),
                Traceparent.random())
            .get();
  }

  private static LogClient prepared(EmbeddedBroker broker) throws InterruptedException {
    broker.start();
    LogClient log = LogClient.at(broker.bootstrapServers());
    try (Admin admin = log.admin()) {
      new LogTopics(admin).agreeWith(Topics.all(), _ -> 1);
    }
    return log;
  }

  private void cancelBehindAnOpenTransaction(LogClient log, Publisher publisher, Bank bank)
      throws Exception {
    try (Producer<byte[], byte[]> slow =
        new KafkaProducer<>(
            log.with(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "slow")),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      slow.initTransactions();
      slow.beginTransaction();
      var _ = slow.send(new ProducerRecord<>(AUTHORIZATIONS.name(), new byte[1])).get();

      write(publisher, OrderState.VALIDATED);
      eventually("the money is held", () -> HELD.equals(bank.statements().get(ORDER_ID)));
      write(publisher, OrderState.CANCELLED);
      eventually(
          "something is said of what is to be undone",
          () -> answers(log).stream().anyMatch(answer -> answer.getKind() == PaymentKind.VOID));
      assertThat(bank.statements()).containsEntry(ORDER_ID, HELD);
      slow.abortTransaction();
    }
  }

  /// Also those that stand behind an open transaction.
  private List<Authorization> answers(LogClient log) {
    List<Authorization> all = new ArrayList<>();
    try (Consumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            log.with(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = LogClient.partitions(reader, AUTHORIZATIONS);
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      LogClient.readToEnd(
          reader,
          record -> {
            if (record.key() != null) {
              all.add(schemas.serde(AUTHORIZATIONS).deserializer().deserialize("", record.value()));
            }
          });
    }
    return all;
  }

  private static void write(Publisher publisher, OrderState state) throws Exception {
    var _ =
        publisher
            .publish(
                Topics.ORDERS,
                ORDER_ID,
                OrderFixture.order(ORDER_ID).card("card-1").total(1_000).version(2, state),
                System.currentTimeMillis(),
                Traceparent.random())
            .get();
  }

  private Environment environment(LogClient log, Publisher publisher) {
    return new Environment(
        log,
        schemas,
        publisher,
        new StreamsSettings(directory.resolve("state"), "one", 5, 1, _ -> 1),
        directory.resolve("views"),
        directory);
  }
}
