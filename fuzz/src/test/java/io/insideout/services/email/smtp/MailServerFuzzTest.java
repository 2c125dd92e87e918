package io.insideout.services.email.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.catalog.Email;
import io.insideout.catalog.EmailKind;
import io.insideout.fuzz.Foreign;
import io.insideout.services.email.smtp.Delivery.Sent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MailServerFuzzTest {
  private static final Email EMAIL =
      new Email("o-1/confirmation", "o-1", EmailKind.CONFIRMATION, "ada@example.org", "s", "text");

  private static ServerSocket socket;
  private static volatile String[] answers = {};

  /// It wants the mail, and then has it. One that answers ahead of what it is told is believed, for
  /// nobody could tell.
  private static final Pattern TAKEN = Pattern.compile("(?s)(.*\\s)?354.*\\s2\\d\\d.*");

  private static final int SILENT_MILLIS = 200;

  @BeforeAll
  static void aServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(MailServerFuzzTest::serve);
  }

  @AfterAll
  static void close() throws IOException {
    socket.close();
  }

  private static void serve() {
    while (!socket.isClosed()) {
      try (Socket caller = socket.accept()) {
        talk(caller);
      } catch (IOException gone) {
        // The caller, or the test.
      }
    }
  }

  /// An answer for each command and the greeting, then none.
  private static void talk(Socket caller) throws IOException {
    // Whoever waits for more than there is would wait for seconds.
    caller.setSoTimeout(SILENT_MILLIS);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(caller.getInputStream(), ISO_8859_1));
    boolean isMail = false;
    String said = "";
    for (String answer : answers) {
      String whole = answer.replace('\t', '\n') + "\r\n";
      isMail &= !said.equals(".");
      caller.getOutputStream().write(whole.getBytes(ISO_8859_1));
      caller.getOutputStream().flush();
      isMail |= said.equals("DATA") && answer.startsWith("354");
      said = in.readLine();
      while (said != null && isMail && !said.equals(".")) {
        said = in.readLine();
      }
      if (said == null) {
        return;
      }
    }
  }

  /// Answers are lines; a tab in one begins another line of the same.
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_mail_is_sent_if_the_server_has_taken_it_and_no_answer_stops_the_postman(byte[] input) {
    BugDetectors.allowNetworkConnections((_, port) -> port == socket.getLocalPort());
    answers = new String(input, ISO_8859_1).split("\n", 12);
    Delivery delivery;
    try (MailCarrier carrier =
        new MailCarrier(
            MailServer.of(
                "smtp://127.0.0.1:" + socket.getLocalPort(), "shop@example.org", Map.of()))) {
      delivery = carrier.deliver(EMAIL);
    }
    if (delivery instanceof Sent) {
      assertThat(String.join("\n", answers)).matches(TAKEN);
    } else {
      assertThat(delivery.toString()).hasSizeLessThan(100).doesNotContain("ada", "example");
    }
    assertThat(delivery.outcome()).isNotBlank();
  }
}
