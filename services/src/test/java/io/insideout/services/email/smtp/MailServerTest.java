package io.insideout.services.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.StartFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailServerTest {
  @Test
  void thePortIsTheSchemesOwnWhereNoneIsSaid() {
    assertThat(MailServer.of("smtp://mail", "a@b.org", Map.of())).hasToString("smtp://mail:25");
    assertThat(MailServer.of("smtps://mail/", "a@b.org", Map.of())).hasToString("smtps://mail:465");
    assertThat(MailServer.of("smtp://[::1]:2525", "a@b.org", Map.of()))
        .hasToString("smtp://[::1]:2525");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mail:25", "http://mail", "smtp://", "smtp://user:hush@mail", "smtp://mail/x?y"})
  void anyOtherAddressIsRefusedAndNotRepeated(String url) {
    assertThatThrownBy(() -> MailServer.of(url, "a@b.org", Map.of()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("'smtp-url'")
        .hasMessageNotContaining("hush");
  }

  @Test
  void theSenderHasAnAddress() {
    assertThatThrownBy(() -> MailServer.of("smtp://mail", "the shop", Map.of()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("'email-from'");
  }

  @Test
  void differentMailsHaveDifferentMessageIds() {
    assertThat(OutgoingMail.messageId("o-1/confirmation"))
        .isEqualTo("<o-1.confirmation@insideout>");
    assertThat(OutgoingMail.messageId("o.1>\r\n/reminder"))
        .isEqualTo("<o=2e1=3e=0d=0a.reminder@insideout>");
  }
}
