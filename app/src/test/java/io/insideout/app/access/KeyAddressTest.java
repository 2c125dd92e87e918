package io.insideout.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import io.insideout.runtime.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyAddressTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.example.com/keys",
        "http://127.0.0.1:9000/keys",
        "http://[::1]:9/keys"
      })
  void keysComeByHttpsOrFromThisMachine(String address) {
    assertThat(KeyAddress.of(address)).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.0.2.1/keys",
        "ftp://id.example.com/keys",
        "https:///keys",
        "not/there"
      })
  void othersAreRefusedWithWhatToDo(String address) {
    assertThatExceptionOfType(StartFailure.class)
        .isThrownBy(() -> KeyAddress.of(address))
        .withMessageContaining("auth-jwks")
        .withMessageContaining(address);
  }

  @Test
  void aFileHasToHaveAKeyThatIsNoSecret() throws Exception {
    Path secrets = directory.resolve("secrets.json");
    Files.writeString(
        secrets,
        new JWKSet(List.of(new OctetSequenceKey.Builder(new byte[32]).keyID("s").build()))
            .toString(false));

    assertThatExceptionOfType(StartFailure.class)
        .isThrownBy(() -> KeyAddress.of(secrets.toString()))
        .withMessageContaining("no public key");
    assertThat(KeyAddress.of(Issuer.write(directory.resolve("k"), Issuer.keys()).toString()))
        .hasProtocol("file");
  }
}
