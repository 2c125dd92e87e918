package io.insideout.runtime.view;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The records about one subject, in the order in which they were written.
///
/// @param isCut whether there are more of them: then these are the first and the last
public record Kept(List<ConsumerRecord<byte[], byte[]>> records, boolean isCut) {
  public Kept {
    records = List.copyOf(records);
  }
}
