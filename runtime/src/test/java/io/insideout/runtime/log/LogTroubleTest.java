package io.insideout.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/// Each trouble has a sentence that says what to do.
class LogTroubleTest {
  @Test
  void whoIsNotLetInIsToldWhereToLook() {
    assertThat(
            LogTrouble.of(
                new ExecutionException(new SaslAuthenticationException("invalid\n credentials"))))
        .get()
        .asString()
        .contains("let this client in: invalid credentials. Look at sasl.*");
    assertThat(LogTrouble.of(new KafkaException(new SslAuthenticationException("no path"))))
        .get()
        .asString()
        .contains("certificate", "no path. Look at ssl.*");
  }

  @Test
  void whoIsNotAllowedIsToldHowToFindOutWhatIsNeeded() {
    Throwable refused =
        new IllegalStateException(new TopicAuthorizationException(Set.of("orders")));

    assertThat(LogTrouble.of(refused)).get().asString().contains("[orders]", "./insideout acls");
    assertThat(LogTrouble.refusal(refused)).isEqualTo(LogTrouble.of(refused));
  }

  @Test
  void whatARequestIsMadeOfIsNobodysBusiness() {
    assertThat(
            LogTrouble.of(
                new ClusterAuthorizationException(
                    "Request Request(processor=2, session=Session(User:x)) needs ALTER permission.")))
        .get()
        .asString()
        .contains("what is needed here: ALTER on the cluster. Whom");
  }

  @Test
  void silenceMayMeanThatOneHasToSayWhoComes() {
    Throwable silent = new TimeoutException("Timed out waiting for a node.");

    assertThat(LogTrouble.of(silent))
        .contains(
            "The log does not answer: Timed out waiting for a node. Is the address right, and is it"
                + " up? Where it asks who comes, say so by --client-properties.");
    assertThat(LogTrouble.refusal(silent)).isEmpty();
  }

  @Test
  void othersAreNone() {
    assertThat(LogTrouble.of(new IllegalStateException(new KafkaException("a bug")))).isEmpty();
  }
}
