package io.insideout.services.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.catalog.Authorization;
import io.insideout.catalog.PaymentKind;
import io.insideout.catalog.PaymentOutcome;
import io.insideout.fuzz.Foreign;
import io.insideout.fuzz.Kept;
import io.insideout.runtime.http.Json;

class ProviderEventFuzzTest {
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void an_event_answers_a_request_of_ours_or_nothing(byte[] input) {
    Foreign.read(() -> Webhook.told(Json.read(input, Webhook.Event.class)))
        .flatMap(told -> told)
        .ifPresent(
            told -> {
              Kept.asItCame(told, Authorization.class);
              assertThat(told.getRequestId()).startsWith(told.getOrderId() + "/");
              if (told.getKind() == PaymentKind.AUTHORIZE
                  && told.getOutcome() == PaymentOutcome.APPROVED) {
                assertThat(told.getReference()).as("its name, by which it is taken").isNotBlank();
              }
            });
  }
}
