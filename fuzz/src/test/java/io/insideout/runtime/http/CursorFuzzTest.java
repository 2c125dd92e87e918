package io.insideout.runtime.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Asked;
import io.insideout.fuzz.Foreign;
import java.util.Base64;
import java.util.Map;

class CursorFuzzTest {
  private static final Cursor LIST = new Cursor("orders", "customer", "c-1");

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_cursor_is_one_that_the_list_could_have_given_or_is_refused(byte[] input) {
    read(Foreign.text(input));
    read(Base64.getUrlEncoder().encodeToString(input));
    read(LIST.write(input));
  }

  private static void read(String text) {
    Asked asked = Asked.withQuery(Map.of("cursor", text));
    Foreign.read(() -> new Given(requireNonNull(LIST.read(asked))))
        .ifPresent(
            given -> {
              Asked again = Asked.withQuery(Map.of("cursor", LIST.write(given.entry())));
              assertThat(LIST.read(again)).isEqualTo(given.entry());
              Cursor other = new Cursor("orders", "customer", "c-2");
              assertThat(Foreign.read(() -> new Given(requireNonNull(other.read(asked)))))
                  .isEmpty();
            });
  }

  private record Given(byte[] entry) {}
}
