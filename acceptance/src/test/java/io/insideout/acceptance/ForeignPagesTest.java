package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a browser sends for pages of other addresses changes nothing.
@ExtendWith(OneSystem.class)
class ForeignPagesTest {
  private static final String ORDER =
      "{\"cardToken\": \"foreign\", \"lines\": [{\"sku\": \"FOREIGN\", \"quantity\": 1}]}";

  private final TestSystem system;

  ForeignPagesTest(TestSystem system) {
    this.system = system;
  }

  private String order(String key, String... headers) throws Exception {
    StringBuilder request =
        new StringBuilder("POST /api/orders HTTP/1.1\r\nHost: ")
            .append(system.url().getAuthority())
            .append("\r\nConnection: close\r\nContent-Length: ")
            .append(ORDER.length())
            .append("\r\nIdempotency-Key: ")
            .append(key);
    for (String header : headers) {
      request.append("\r\n").append(header);
    }
    return request.append("\r\n\r\n").append(ORDER).toString();
  }

  private Reply send(String request) throws Exception {
    return new RawHttp(system.url()).send(request.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1:1",
        "Origin: ]not an address[",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site"
      })
  void a_page_of_somebody_else_orders_nothing(String header) throws Exception {
    Reply refused = send(order("foreign-" + header.hashCode(), header));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("type").asText()).isEqualTo("/problems/foreign-page");
  }

  @Test
  void a_page_of_this_address_and_who_is_no_browser_may_order() throws Exception {
    String own = "Origin: " + system.url().toString().replaceAll("/$", "");
    assertThat(send(order("foreign-own", own, "Sec-Fetch-Site: same-origin")).status())
        .isEqualTo(202);
    assertThat(send(order("foreign-none")).status()).isEqualTo(202);
  }

  @Test
  void a_page_that_took_this_address_for_its_name_does_not_even_read() throws Exception {
    String request = "GET /api/orders HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
    Reply refused = send(request.formatted("evil.example:" + system.url().getPort()));
    assertThat(refused.status()).isEqualTo(421);
    assertThat(refused.json().path("type").asText()).isEqualTo("/problems/foreign-name");
    assertThat(send(request.formatted("localhost")).status()).isEqualTo(200);
  }

  @Test
  void whoever_only_reads_is_not_asked_where_from() throws Exception {
    assertThat(new RawHttp(system.url()).get("/api/orders", "Origin: http://evil.example").status())
        .isEqualTo(200);
  }
}
