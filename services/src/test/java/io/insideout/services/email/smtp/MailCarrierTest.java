package io.insideout.services.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.insideout.catalog.Email;
import io.insideout.catalog.EmailKind;
import jakarta.mail.internet.MimeMessage;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailCarrierTest {
  private final GreenMail mailbox =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    mailbox.start();
  }

  @AfterEach
  void stop() {
    mailbox.stop();
  }

  @Test
  void aMailArrivesAsItIsInTheOutbox() throws Exception {
    try (MailCarrier carrier = carrier(mailbox.getSmtp().getPort())) {
      assertThat(
              carrier.deliver(email("ada@example.org", "Your order o-1", "Dear Zoë,\n\n€ 1.00\n")))
          .isEqualTo(new Delivery.Sent());
    }
    MimeMessage received = mailbox.getReceivedMessages()[0];
    assertThat(received.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("ada@example.org");
    assertThat(received.getFrom()).extracting(Object::toString).containsExactly("shop@example.org");
    assertThat(received.getSubject()).isEqualTo("Your order o-1");
    assertThat(received.getMessageID()).isEqualTo("<o-1.confirmation@insideout>");
    assertThat(received.getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(String.valueOf(received.getContent()).replace("\r\n", "\n"))
        .startsWith("Dear Zoë,\n\n€ 1.00");
    assertThat(received.getSentDate()).isNotNull();
  }

  @Test
  void manyGoOverOneConnectionAndAServerThatCameBackIsFound() {
    int port = mailbox.getSmtp().getPort();
    try (MailCarrier carrier = carrier(port)) {
      carrier.deliver(email("ada@example.org", "one", "text"));
      carrier.deliver(email("ada@example.org", "two", "text"));
      mailbox.stop();
      assertThat(carrier.deliver(email("ada@example.org", "three", "text")))
          .isInstanceOf(Delivery.Unreachable.class);
      GreenMail again =
          new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
      again.start();
      try {
        assertThat(carrier.deliver(email("ada@example.org", "three", "text")))
            .isEqualTo(new Delivery.Sent());
        assertThat(again.getReceivedMessages()).hasSize(1);
      } finally {
        again.stop();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "a@b@c",
        "ada@example.org, eve@example.org",
        "Ada <ada@example.org>",
        "ada@example.org\r\nBcc: eve@example.org",
        "ada@example.org\nRCPT TO:<eve@example.org>",
        "<ada@example.org>",
        "@example.org",
        ""
      })
  void whatIsNotOneAddressIsRefusedWithoutAsking(String address) {
    try (MailCarrier carrier = carrier(mailbox.getSmtp().getPort())) {
      Delivery delivery = carrier.deliver(email(address, "subject", "text"));

      assertThat(delivery).isEqualTo(new Delivery.Refused("the address is malformed"));
      assertThat(mailbox.getReceivedMessages()).isEmpty();
    }
  }

  @Test
  void noHeaderComesOutOfASubjectOrAText() throws Exception {
    try (MailCarrier carrier = carrier(mailbox.getSmtp().getPort())) {
      carrier.deliver(
          email(
              "ada@example.org",
              "Hello\r\nBcc: eve@example.org\r\n\r\nX-Evil: 1",
              "Dear Ada\r\nBcc: eve@example.org\r\n.\r\nRCPT TO:<eve@example.org>\r\n"));
    }
    assertThat(mailbox.getReceivedMessages()).hasSize(1);
    MimeMessage received = mailbox.getReceivedMessages()[0];
    assertThat(received.getHeader("Bcc")).isNull();
    assertThat(received.getHeader("X-Evil")).isNull();
    assertThat(received.getAllRecipients()).hasSize(1);
    assertThat(GreenMailUtil.getBody(received)).contains("RCPT TO:<eve@example.org>");
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT, 550 5.1.1 who is ada@example.org, Refused",
    "RCPT, 552 ada@example.org is full, Refused",
    "RCPT, 450 later, Deferred",
    "RCPT, 530 log in, Unreachable",
    "MAIL, 550 you are nobody, Unreachable",
    "DATA, 451 not now, Unreachable",
    "., 554 this is spam, Refused",
    "., 451 not now, Unreachable",
    "EHLO, 421 too busy, Unreachable",
    "RCPT, 421 too busy, Unreachable"
  })
  void whatTheServerAnswersDecides(String command, String answer, String expected)
      throws Exception {
    try (ScriptedServer server = new ScriptedServer(Map.of(command, answer, "HELO", answer));
        MailCarrier carrier = carrier(server.port())) {
      Delivery delivery = carrier.deliver(email("ada@example.org", "subject", "text"));

      assertThat(delivery.getClass().getSimpleName()).isEqualTo(expected);
      assertThat(delivery.toString()).doesNotContain("ada", "example.org");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EHLO", "RCPT", "."})
  void aServerThatGoesOnForEverIsAway(String command) throws Exception {
    String endless = "250-and so on\r\n".repeat(30_000) + "250 fine";
    try (ScriptedServer server = new ScriptedServer(Map.of(command, endless));
        MailCarrier carrier = carrier(server.port())) {
      assertThat(carrier.deliver(email("ada@example.org", "subject", "text")))
          .isInstanceOf(Delivery.Unreachable.class);
    }
  }

  @Test
  void whatWasPerhapsTakenIsSentAgainAsTheSameMessage() throws Exception {
    Email email = email("ada@example.org", "subject", "text");
    String messageId;
    try (ScriptedServer server = new ScriptedServer(Map.of(".", ""));
        MailCarrier carrier = carrier(server.port())) {
      assertThat(carrier.deliver(email)).isInstanceOf(Delivery.Unreachable.class);
      messageId =
          server.heard().stream()
              .filter(line -> line.startsWith("Message-ID: "))
              .findFirst()
              .orElseThrow();
    }
    // Another process, after a crash.
    try (MailCarrier carrier = carrier(mailbox.getSmtp().getPort())) {
      assertThat(carrier.deliver(email)).isEqualTo(new Delivery.Sent());
    }
    assertThat("Message-ID: " + mailbox.getReceivedMessages()[0].getMessageID())
        .isEqualTo(messageId);
  }

  @Test
  void aPasswordDoesNotGoOverAnOpenConnection() throws Exception {
    MailServer open =
        MailServer.of(
            "smtp://127.0.0.1:" + mailbox.getSmtp().getPort(),
            "shop@example.org",
            Map.of(MailServer.USER, "shop", MailServer.PASSWORD, "hush"));
    try (MailCarrier carrier = new MailCarrier(open)) {
      assertThat(carrier.deliver(email("ada@example.org", "subject", "text")))
          .isInstanceOf(Delivery.Unreachable.class);
    }
    assertThat(open.toString()).doesNotContain("hush", "shop");
  }

  private static MailCarrier carrier(int port) {
    return new MailCarrier(MailServer.of("smtp://127.0.0.1:" + port, "shop@example.org", Map.of()));
  }

  @SuppressWarnings("NullAway") // Avro's classes are not annotated: a recipient may be null
  private static Email email(@Nullable String recipient, String subject, String text) {
    return new Email("o-1/confirmation", "o-1", EmailKind.CONFIRMATION, recipient, subject, text);
  }
}
