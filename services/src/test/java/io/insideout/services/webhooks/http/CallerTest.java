package io.insideout.services.webhooks.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.common.tls.Tls;
import io.insideout.services.webhooks.http.Outcome.Away;
import io.insideout.services.webhooks.http.Outcome.Delivered;
import io.insideout.services.webhooks.http.Outcome.Gone;
import io.insideout.services.webhooks.http.Outcome.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against real sockets, whatever comes by them.
class CallerTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void anEventIsPostedAsItIs() throws Exception {
    try (RawServer server = RawServer.saying("HTTP/1.1 204 No Content\r\n\r\n")) {
      assertThat(post(server.url())).isEqualTo(new Delivered(204));

      assertThat(server.requests()).hasSize(1);
      assertThat(server.requests().getFirst())
          .startsWith("POST /hook?a=b%20c HTTP/1.1\r\n")
          .contains("Host: 127.0.0.1:" + server.url().getPort() + "\r\n")
          .contains("webhook-id: e-1\r\n", "Content-Type: application/json\r\n")
          .contains("Connection: close\r\n", "User-Agent: Insideout\r\n")
          .endsWith("\r\n\r\n{\"a\":1}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\nshort",
        "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nServer: x\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\nuntil the end",
        "HTTP/1.1 299 Something\r\nContent-Length: 0\r\n\r\n",
      })
  void anyOfTheTwoHundredsIsDelivered(String answer) throws Exception {
    try (RawServer server = RawServer.saying(answer)) {
      assertThat(post(server.url())).isInstanceOf(Delivered.class);
    }
  }

  @Test
  void whatComesBehindAGoodStatusIsNotWaitedFor() throws Exception {
    try (RawServer server =
        new RawServer(
            out -> {
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(UTF_8));
              new CountDownLatch(1).await();
            })) {
      assertThat(post(server.url())).isEqualTo(new Delivered(200));
    }
  }

  @Test
  void anAnswerWithoutAnEndIsCutOff() throws Exception {
    byte[] much = "<b>\u0007no\u202e</b>\r\n".repeat(1_000).getBytes(UTF_8);
    for (String status : List.of("200 OK", "500 Oh")) {
      try (RawServer server =
          new RawServer(
              out -> {
                out.write(
                    ("HTTP/1.1 " + status + "\r\nContent-Length: 2000000000\r\n\r\n")
                        .getBytes(UTF_8));
                while (true) {
                  out.write(much);
                }
              })) {
        Outcome outcome = post(server.url());
        if (status.startsWith("2")) {
          assertThat(outcome).isEqualTo(new Delivered(200));
        } else {
          assertThat(outcome).isInstanceOf(Refused.class);
          assertThat(((Refused) outcome).why())
              .startsWith("it answers 500: <b> no </b> <b> no </b>")
              .hasSizeLessThan(250);
        }
      }
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (RawServer other = RawServer.saying("HTTP/1.1 200 OK\r\n\r\n");
        RawServer server =
            RawServer.saying(
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + other.url() + "\r\n\r\n")) {
      assertThat(post(server.url())).isInstanceOf(Refused.class);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void aStatusSaysWhetherTheEventIsRefusedOrNobodyIsThere() throws Exception {
    assertThat(answered("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")).isEqualTo(new Gone());
    assertThat(answered("HTTP/1.1 400 No\r\nContent-Length: 3\r\n\r\nbad"))
        .isEqualTo(new Refused("it answers 400: bad", Duration.ZERO));
    assertThat(answered("HTTP/1.1 500 Oh\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"))
        .isEqualTo(new Refused("it answers 500", Duration.ofSeconds(7)));
    assertThat(answered("HTTP/1.1 429 Slow\r\nRetry-After: 9\r\nContent-Length: 0\r\n\r\n"))
        .isEqualTo(new Away("it answers 429", Duration.ofSeconds(9)));
    for (int status : List.of(502, 503, 504)) {
      assertThat(answered("HTTP/1.1 " + status + " Away\r\nContent-Length: 0\r\n\r\n"))
          .isInstanceOf(Away.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "GARBAGE\r\n\r\n",
        "\u0000\u00ff\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
      })
  void whatIsNoAnswerIsNobody(String answer) throws Exception {
    assertThat(answered(answer)).isInstanceOf(Away.class);
  }

  @Test
  void headersWithoutAnEndAreCutOff() throws Exception {
    byte[] header = ("X-Large: " + "x".repeat(1_000) + "\r\n").getBytes(UTF_8);
    try (RawServer server =
        new RawServer(
            out -> {
              out.write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
              while (true) {
                out.write(header);
              }
            })) {
      assertThat(post(server.url())).isInstanceOf(Away.class);
    }
  }

  @Test
  void whoIsSilentOrSlowIsNotWaitedForLonger() throws Exception {
    try (RawServer silent = new RawServer(_ -> new CountDownLatch(1).await());
        RawServer slow =
            new RawServer(
                out -> {
                  CountDownLatch never = new CountDownLatch(1);
                  while (!never.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    out.write('H');
                    out.flush();
                  }
                });
        Caller caller = new Caller(new Reach(true), SHORT)) {
      assertThat(post(caller, silent.url())).isInstanceOf(Away.class);
      assertThat(post(caller, slow.url())).isInstanceOf(Away.class);
    }
  }

  @Test
  void nobodyIsAtAClosedPort() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(post(URI.create("http://127.0.0.1:" + port + "/")))
        .isEqualTo(new Away("no connection: Connection refused", Duration.ZERO));
  }

  @Test
  void plainTextIsNoTls() throws Exception {
    try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\n\r\n")) {
      URI url = URI.create(server.url().toString().replace("http:", "https:"));
      Outcome outcome = post(url);

      assertThat(outcome).isInstanceOf(Away.class);
      assertThat(((Away) outcome).why()).startsWith("no TLS with it");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[::1]", "[::ffff:127.0.0.1]", "localhost", "127.1"})
  void aHostMayBeWrittenInManyWaysAndIsOutOfReachInEach(String host) throws Exception {
    try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\n\r\n");
        Caller closed = new Caller(new Reach(false), LONG)) {
      Outcome outcome = post(closed, server.url(host));

      assertThat(outcome).isInstanceOf(Away.class);
      assertThat(((Away) outcome).why()).startsWith("its host leads to a private address");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aNameThatLeadsElsewhereAtTheSecondLookIsLookedAtAgain() throws Exception {
    Queue<String> answers = new ArrayDeque<>(List.of("93.184.216.34", "127.0.0.1"));
    Lookup.Names rebinding = _ -> all(answers.remove());
    try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\n\r\n");
        Lookup lookup = new Lookup(new Reach(false), rebinding)) {
      assertThat(lookup.find("shop.example")).isEqualTo(InetAddress.getByName("93.184.216.34"));
      try (Caller caller = caller(lookup)) {
        assertThat(post(caller, server.url("shop.example"))).isInstanceOf(Away.class);
      }
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void theAddressThatWasLookedAtIsTheOneThatIsCalled() throws Exception {
    // No name server knows this name: nobody else looked it up.
    try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\n\r\n");
        Caller caller = caller(new Lookup(new Reach(true), _ -> all("127.0.0.1")))) {
      assertThat(post(caller, server.url("shop.invalid"))).isEqualTo(new Delivered(200));
      assertThat(server.requests().getFirst()).contains("Host: shop.invalid:");
    }
  }

  @Test
  void oneAddressOutOfReachIsOneTooMany() throws Exception {
    try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\n\r\n");
        Caller caller =
            caller(new Lookup(new Reach(true), _ -> all("127.0.0.1", "169.254.169.254")))) {
      assertThat(post(caller, server.url("shop.example"))).isInstanceOf(Away.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aHostThatNobodyKnowsIsAway() throws Exception {
    Lookup.Names nobody =
        _ -> {
          throw new UnknownHostException();
        };
    try (Caller caller = caller(new Lookup(new Reach(true), nobody))) {
      assertThat(post(caller, URI.create("http://shop.example/")))
          .isEqualTo(new Away("its host is not known", Duration.ZERO));
    }
  }

  @Test
  void anAddressBearsTheNameThatWasAskedFor() throws Exception {
    try (Lookup lookup = new Lookup(new Reach(true))) {
      assertThat(lookup.find("127.0.0.1").getHostName()).isEqualTo("127.0.0.1");
      assertThat(lookup.find("localhost").getHostName()).isEqualTo("localhost");
      assertThat(lookup.find("[::1]").isLoopbackAddress()).isTrue();
    }
  }

  private static Caller caller(Lookup lookup) {
    return new Caller(lookup, Tls.builder().build(), LONG);
  }

  private static InetAddress[] all(String... addresses) throws UnknownHostException {
    InetAddress[] all = new InetAddress[addresses.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = InetAddress.getByName(addresses[i]);
    }
    return all;
  }

  private static Outcome answered(String text) throws IOException, InterruptedException {
    try (RawServer server = RawServer.saying(text)) {
      return post(server.url());
    }
  }

  private static Outcome post(URI url) throws InterruptedException {
    try (Caller caller = new Caller(new Reach(true), LONG)) {
      return post(caller, url);
    }
  }

  private static Outcome post(Caller caller, URI url) throws InterruptedException {
    return caller.post(url, Map.of("webhook-id", "e-1"), "{\"a\":1}".getBytes(UTF_8));
  }
}
