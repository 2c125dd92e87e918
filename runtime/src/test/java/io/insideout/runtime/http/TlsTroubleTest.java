package io.insideout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TlsTroubleTest {
  @Test
  void who_is_not_believed_is_told_of_with_what_to_do() {
    IOException failure =
        new IOException(
            "broken off",
            new SSLHandshakeException("no path", new CertificateException("no path")));

    assertThat(TlsTrouble.of(failure).orElseThrow()).contains("INSIDEOUT_TLS_CA", "no path");
  }

  @Test
  void where_one_of_the_two_speaks_plainly_the_address_is_wrong() {
    assertThat(
            TlsTrouble.of(new SSLException("Unrecognized SSL message, plaintext connection?"))
                .orElseThrow())
        .contains("begins with http://");
    assertThat(
            TlsTrouble.of(
                    new IOException("receiving [\u0015\u0003\u0003]", new EOFException("the end")))
                .orElseThrow())
        .contains("begins with https://");
  }

  static Stream<IOException> others() {
    return Stream.of(
        new ConnectException("refused"),
        new EOFException("EOF reached while reading"),
        new SSLHandshakeException("Remote host terminated the handshake", new EOFException("end")),
        new SSLException("Connection reset", new SocketException("Connection reset")));
  }

  @ParameterizedTest
  @MethodSource("others")
  void who_is_away_is_no_trouble_of_this_kind(IOException failure) {
    assertThat(TlsTrouble.of(failure)).isEmpty();
  }
}
