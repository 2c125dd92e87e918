package io.insideout.services.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.catalog.OrderState;
import io.insideout.runtime.http.Problem;
import io.insideout.services.webhooks.WebhookRequest.Checked;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRequestTest {
  @Test
  void whatIsWellIsTakenAsItIs() {
    Checked checked =
        new WebhookRequest(
                "https://shop.example:8443/hook?a=b%20c",
                List.of("PAID", "SHIPPED", "PAID"), " the shop ")
            .check();

    assertThat(checked)
        .isEqualTo(
            new Checked(
                "https://shop.example:8443/hook?a=b%20c",
                "shop.example", List.of(OrderState.PAID, OrderState.SHIPPED), "the shop"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h",
        "https://h/",
        "http://127.0.0.1:1/",
        "http://[::1]:65535/x",
        "https://a.b.c.example/x;y?z=%2F"
      })
  void theseAreAddresses(String url) {
    assertThat(new WebhookRequest(url, null, null).check().url()).isEqualTo(url);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        " ",
        "shop.example",
        "//shop.example/",
        "/hook",
        "ftp://shop.example/",
        "file:///etc/passwd",
        "jar:http://shop.example/",
        "javascript:alert(1)",
        "HTTPS://shop.example/",
        "gopher://shop.example/",
        "http:shop.example",
        "http:///path",
        "http://",
        "http://:80/",
        "http://user@shop.example/",
        "http://user:word@shop.example/",
        "http://@shop.example/",
        "http://shop.example/#part",
        "http://shop.example:0/",
        "http://shop.example:65536/",
        "http://shop.example:99999999999/",
        "http://shop.example:-1/",
        "http://shop.example:x/",
        "http://sh op.example/",
        "http://shop.example/a b",
        "http://shop.example/\r\nX: y",
        "http://shop.example/\u0000",
        "http://sh\u00f6p.example/",
        "http://shop.example/\u00e9",
        "http://a_b.example/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://shop.example\\@evil.example/",
        "http://%31%32%37.0.0.1/",
      })
  void theseAreNone(String url) {
    assertThatThrownBy(() -> new WebhookRequest(url, null, null).check())
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("url ");
  }

  @Test
  void whatIsTooLongOrNoStateIsNamed() {
    assertThatThrownBy(
            () ->
                new WebhookRequest(
                        "http://shop.example/" + "x".repeat(1_000),
                        Arrays.asList("PAID", "paid", null),
                        "x".repeat(201))
                    .check())
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.body("/").errors())
                    .extracting(Problem.FieldError::field)
                    .containsExactly("url", "states[1]", "states[2]", "description"));
    assertThatThrownBy(() -> new WebhookRequest("http://h/", List.of(), "  ").check())
        .isInstanceOf(Problem.class);
  }
}
