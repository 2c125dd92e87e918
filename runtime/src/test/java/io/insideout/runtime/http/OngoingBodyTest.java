package io.insideout.runtime.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OngoingBodyTest {
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final ServerSocket server;
  private final HttpClient http = HttpClient.newHttpClient();
  private Socket caller;

  @SuppressWarnings("NullAway.Init") // whoever asks is the caller
  OngoingBodyTest() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    caller.close();
    server.close();
    http.shutdownNow();
  }

  /// An answer of which "ab" is there.
  private InputStream begun(Duration lookAfter, OngoingBody.Silence silence) throws Exception {
    var answer =
        http.sendAsync(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort())).build(),
            _ -> new OngoingBody(lookAfter, silence));
    caller = server.accept();
    say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n");
    InputStream body = answer.get().body();
    assertThat(new String(body.readNBytes(2), US_ASCII)).isEqualTo("ab");
    return body;
  }

  private void say(String words) throws IOException {
    caller.getOutputStream().write(words.getBytes(US_ASCII));
  }

  private void requireLeft() throws IOException {
    String head = new String(caller.getInputStream().readAllBytes(), US_ASCII);
    assertThat(head).startsWith("GET / HTTP/1.1");
  }

  @Test
  void it_breaks_off_where_silence_is_not_borne_and_leaves_the_connection() throws Exception {
    InputStream body =
        begun(
            SOON,
            sinceLast -> {
              assertThat(sinceLast).isGreaterThanOrEqualTo(SOON);
              throw new HttpTimeoutException("enough");
            });

    assertThatThrownBy(body::read).isInstanceOf(HttpTimeoutException.class).hasMessage("enough");
    requireLeft();
  }

  @Test
  void it_goes_on_after_silence_that_is_borne() throws Exception {
    CompletableFuture<Duration> borne = new CompletableFuture<>();
    InputStream body = begun(SOON, borne::complete);
    CompletableFuture<Void> more =
        CompletableFuture.runAsync(
            () -> {
              borne.join();
              try {
                say("3\r\ncde\r\n0\r\n\r\n");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });

    assertThat(new String(body.readAllBytes(), US_ASCII)).isEqualTo("cde");
    assertThat(body.read()).isEqualTo(-1);
    more.get();
  }

  @Test
  void an_answer_that_is_cut_is_no_whole_one() throws Exception {
    InputStream body = begun(LONG, _ -> {});
    caller.close();

    assertThatThrownBy(body::read).isInstanceOf(IOException.class);
    assertThatThrownBy(body::read).isInstanceOf(IOException.class);
  }

  @Test
  void whoever_closes_it_wakes_its_reader() throws Exception {
    InputStream body = begun(LONG, _ -> {});
    CompletableFuture<Integer> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return body.read();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    body.close();

    assertThatThrownBy(read::get).isInstanceOf(ExecutionException.class);
    requireLeft();
  }

  @Test
  void whoever_is_woken_while_it_waits_leaves() throws Exception {
    InputStream body = begun(LONG, _ -> {});
    Thread.currentThread().interrupt();

    assertThatThrownBy(body::read).isInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isTrue();
    requireLeft();
  }

  @Test
  void what_is_there_is_known_without_waiting() throws Exception {
    InputStream body = begun(LONG, _ -> {});
    assertThat(body.available()).isZero();

    say("3\r\ncde\r\n0\r\n\r\n");
    assertThat(body.read()).isEqualTo('c');
    assertThat(body.available()).isEqualTo(2);
  }
}
