package io.insideout.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PassingTroubleTest {
  static Stream<RuntimeException> passing() {
    return Stream.of(
        new TimeoutException("no leader"),
        new InvalidTxnStateException("ended by another coordinator"),
        new UnknownProducerIdException("forgotten"),
        new InvalidPidMappingException("forgotten"));
  }

  static Stream<RuntimeException> lasting() {
    return Stream.of(
        new IllegalStateException("a bug"),
        new RecordTooLargeException("2 MiB"),
        new TopicAuthorizationException("orders"),
        new FencedInstanceIdException("another process has this name"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void who_loses_a_transaction_to_the_log_begins_anew(RuntimeException cause) {
    assertThat(PassingTrouble.of(new StreamsException("cannot commit", cause))).hasValue(cause);
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void what_would_come_again_stops_the_service(RuntimeException cause) {
    assertThat(PassingTrouble.of(new StreamsException("cannot go on", cause))).isEmpty();
  }
}
