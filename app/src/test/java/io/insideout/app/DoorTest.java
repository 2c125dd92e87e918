package io.insideout.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class DoorTest {
  @Test
  void who_does_not_believe_a_door_is_told_how_to() {
    IOException unbelieved =
        new IOException("broken off", new SSLHandshakeException("PKIX path building failed"));

    assertThat(Door.why(unbelieved)).contains("INSIDEOUT_TLS_CA");
    assertThat(Door.why(new ConnectException("refused"))).doesNotContain("TLS").contains("refused");
  }
}
