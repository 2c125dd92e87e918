package io.insideout.runtime.stream;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;

/// Trouble of the log that is over for who begins anew: with another producer, from what was
/// committed last. Whether a transaction that ended so was committed does not matter to such a one.
///
/// Kafka Streams begins anew by itself where it is told that it was fenced. But a broker that stood
/// still and goes on as coordinator of a transaction that another has ended meanwhile says
/// something else.
final class PassingTrouble {
  private static final List<Class<? extends RuntimeException>> PASSING =
      List.of(
          RetriableException.class,
          ApplicationRecoverableException.class,
          InvalidTxnStateException.class,
          OutOfOrderSequenceException.class,
          TransactionAbortableException.class,
          TransactionAbortedException.class);

  private PassingTrouble() {}

  /// The trouble among the causes of what was thrown, if it is such.
  static Optional<Throwable> of(Throwable thrown) {
    List<Throwable> causes =
        Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).toList();
    // Two processes with one name: whoever begins anew would fence the other, without an end.
    return causes.stream().anyMatch(FencedInstanceIdException.class::isInstance)
        ? Optional.empty()
        : causes.stream()
            .filter(cause -> PASSING.stream().anyMatch(passing -> passing.isInstance(cause)))
            .findFirst();
  }
}
