package io.insideout.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Asked;
import io.insideout.fuzz.Foreign;
import io.insideout.runtime.log.Traceparent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

class HeadersFuzzTest {
  private static final HostNames HERE = HostNames.thisMachineAnd(List.of("shop.example"));

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void no_header_makes_a_stranger_a_friend(byte[] input) {
    String[] texts = Foreign.texts(input, 4);
    String host = texts[0];
    Foreign.read(
            () -> {
              HERE.check(Optional.of(host));
              return host.toLowerCase(Locale.ROOT);
            })
        .ifPresent(
            name ->
                assertThat(name)
                    .matches("(?s)(.*localhost|127[.\\d]+|\\[?::1]?|shop\\.example)\\.?(:\\d*)?"));
    Asked post =
        Asked.withHeaders(Map.of("Host", host, "Origin", texts[1], "Sec-Fetch-Site", texts[2]));
    Foreign.read(
            () -> {
              ForeignPage.refuse("POST", post);
              return texts[1];
            })
        .ifPresent(
            origin ->
                assertThat(origin).matches("(?s)[^/]*//" + Pattern.quote(host) + "([/?#].*)?"));
    Traceparent trace = Asked.withHeaders(Map.of("traceparent", texts[3])).trace();
    assertThat(Traceparent.parse(trace.toString())).isEqualTo(trace);
  }
}
