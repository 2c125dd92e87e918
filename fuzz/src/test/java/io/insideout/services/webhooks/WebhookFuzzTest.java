package io.insideout.services.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import io.insideout.runtime.http.Json;
import java.net.URI;

class WebhookFuzzTest {
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_subscription_leads_to_one_host_over_http_or_is_refused(byte[] input) {
    Foreign.read(() -> Json.read(input, WebhookRequest.class).check())
        .ifPresent(
            checked -> {
              URI url = URI.create(checked.url());
              assertThat(url.getScheme()).matches("(?i)https?");
              assertThat(url.getHost()).isEqualTo(checked.host());
              assertThat(url.getRawUserInfo()).isNull();
              assertThat(checked.states()).doesNotHaveDuplicates();
            });
  }
}
