package io.insideout.runtime.stream;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/// Sets a record aside that makes a service's code fail, and lets the partition go on. Decisions
/// are made before anything is written, so nothing of a failed record stays behind.
public final class FailingRecords implements ProcessingExceptionHandler {
  private DeadLetterRecords letters;

  @SuppressWarnings("NullAway.Init") // Kafka Streams makes it and then configures it
  public FailingRecords() {}

  @Override
  public void configure(Map<String, ?> configs) {
    letters = (DeadLetterRecords) Objects.requireNonNull(configs.get(DeadLetterRecords.CONFIG));
  }

  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
    // Without a source record (a punctuation) there is nothing to set aside: that is a bug, aloud.
    if (context.topic() == null || !DeadLetterRecords.isBadRecord(failure)) {
      return Response.fail();
    }
    return Response.resume(
        List.of(letters.park(context, context.sourceRawKey(), context.sourceRawValue(), failure)));
  }
}
