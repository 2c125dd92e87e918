package io.insideout.services.email.smtp;

import static io.insideout.catalog.Topics.EMAILS;
import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.insideout.broker.EmbeddedBroker;
import io.insideout.catalog.Email;
import io.insideout.catalog.EmailKind;
import io.insideout.runtime.Environment;
import io.insideout.runtime.Metrics;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.stream.StreamsSettings;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a real log and with a real mail server.
class PostmanTest {
  @Test
  void nothingIsLostWhileTheServerIsAwayAndNothingIsSentAgainAfterARestart(@TempDir Path directory)
      throws Exception {
    int port = freePort();
    long sent = carried("SENT");
    long refused = carried("REFUSED");
    long deferred = carried("DEFERRED");
    long unreachable = carried("UNREACHABLE");
    GreenMail mailbox = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
    try (EmbeddedBroker broker = new EmbeddedBroker(directory.resolve("log"), 0)) {
      broker.start();
      LogClient log = LogClient.at(broker.bootstrapServers());
      Schemas schemas = Schemas.inMemory();
      try (Admin admin = log.admin();
          Publisher publisher = new Publisher(log, schemas, "test")) {
        admin.createTopics(List.of(new NewTopic(EMAILS.name(), 1, (short) 1))).all().get();
        Environment environment =
            new Environment(
                log,
                schemas,
                publisher,
                new StreamsSettings(directory, "one", 5, 1, _ -> 1),
                directory,
                directory);
        publish(publisher, "o-1", "ada@example.org");
        publish(publisher, "o-2", null);
        publish(publisher, "o-3", "not an address");
        publish(publisher, "o-4", "bob@example.org");
        try (Postman postman = postman(environment, port)) {
          postman.start();
          assertThat(postman.trouble()).isEmpty();
          eventually("nobody is there", () -> carried("UNREACHABLE") > unreachable);
          mailbox.start();
          eventually("both mails arrive", () -> ids(mailbox).size() == 2);
        }
        publish(publisher, "o-5", "ada@example.org");
        try (Postman postman = postman(environment, port)) {
          postman.start();
          eventually("the third arrives", () -> ids(mailbox).size() > 2);
        }
        assertThat(ids(mailbox))
            .containsExactlyInAnyOrder(
                "<o-1.confirmation@insideout>",
                "<o-4.confirmation@insideout>",
                "<o-5.confirmation@insideout>");
        assertThat(carried("SENT")).isEqualTo(sent + 3);
        assertThat(carried("REFUSED")).as("the malformed address").isEqualTo(refused + 1);

        publish(publisher, "o-6", "ada@example.org");
        try (ScriptedServer busy = new ScriptedServer(Map.of("RCPT", "450 later"));
            Postman postman = postman(environment, busy.port())) {
          postman.start();
          eventually("it is put off", () -> carried("DEFERRED") > deferred);
        }
      }
    } finally {
      mailbox.stop();
    }
  }

  /// As `/metrics` shows it.
  private static long carried(String outcome) {
    return (long) Metrics.EMAILS_CARRIED.labelValues(outcome).get();
  }

  private static Postman postman(Environment environment, int port) {
    return Postman.of(environment, "smtp://127.0.0.1:" + port, "shop@example.org", Map.of());
  }

  @SuppressWarnings("NullAway") // Avro's classes are not annotated: a recipient may be null
  private static void publish(Publisher publisher, String orderId, @Nullable String recipient)
      throws Exception {
    Email email =
        new Email(
            orderId + "/confirmation",
            orderId,
            EmailKind.CONFIRMATION,
            recipient,
            "Your order",
            "Dear customer");
    var _ = publisher.publish(EMAILS, orderId, email, 0, Traceparent.random()).get();
  }

  private static List<String> ids(GreenMail mailbox) {
    return Arrays.stream(mailbox.getReceivedMessages()).map(PostmanTest::id).toList();
  }

  private static String id(MimeMessage message) {
    try {
      return message.getMessageID();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
