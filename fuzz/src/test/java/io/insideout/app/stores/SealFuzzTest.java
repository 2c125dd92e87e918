package io.insideout.app.stores;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import java.util.Base64;

class SealFuzzTest {
  private static final Seal SEAL = new Seal();

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void what_was_not_sealed_here_for_that_is_refused(byte[] input) {
    refuses("rows", Foreign.text(input));
    refuses("rows", Base64.getUrlEncoder().encodeToString(input));
    String sealed = SEAL.close("rows", input);
    assertThat(SEAL.open("cursor", "rows", sealed)).isEqualTo(input);
    refuses("keys", sealed);
    refuses("rows", new Seal().close("rows", input));
  }

  private static void refuses(String purpose, String text) {
    assertThat(Foreign.read(() -> SEAL.open("cursor", purpose, text))).isEmpty();
  }
}
