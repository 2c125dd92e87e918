package io.insideout.runtime.stream;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/// Sets bytes aside that do not decode, or whose schema nobody knows, and lets the partition go on.
public final class UndecodableRecords implements DeserializationExceptionHandler {
  private DeadLetterRecords letters;

  @SuppressWarnings("NullAway.Init") // Kafka Streams makes it and then configures it
  public UndecodableRecords() {}

  @Override
  public void configure(Map<String, ?> configs) {
    letters = (DeadLetterRecords) Objects.requireNonNull(configs.get(DeadLetterRecords.CONFIG));
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
    if (!DeadLetterRecords.isBadRecord(failure)) {
      return Response.fail();
    }
    var letter = letters.park(context, record.key(), record.value(), failure);
    if (isOfGlobalTable(context)) {
      letters.sendApart(letter);
      return Response.resume();
    }
    return Response.resume(List.of(letter));
  }

  /// Global tables are read outside of any task, where Kafka Streams has no transaction to send a
  /// dead letter in, and fails when it is given one.
  private static boolean isOfGlobalTable(ErrorHandlerContext context) {
    return context.taskId().partition() < 0;
  }
}
