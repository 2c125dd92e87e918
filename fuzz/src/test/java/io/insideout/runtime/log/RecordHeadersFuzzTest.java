package io.insideout.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.catalog.Topics;
import io.insideout.fuzz.Foreign;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

class RecordHeadersFuzzTest {
  private static final List<String> NAMES =
      List.of(
          Causes.CORRELATION_ID,
          Causes.CAUSE,
          Causes.TRACEPARENT,
          Causes.WRITTEN,
          Redriven.FROM,
          Redriven.FOR,
          CloudEvents.ID,
          CloudEvents.TIME);

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void whatever_stands_in_headers_a_story_goes_on_from_there(byte[] input) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topics.ORDERS.name(), 0, 0L, "key", input);
    Headers headers = record.headers();
    String[] texts = Foreign.texts(input, NAMES.size());
    for (int i = 0; i < texts.length; i++) {
      if (!texts[i].isEmpty()) {
        headers.add(NAMES.get(i), texts[i].getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    Causes.writtenMillis(headers).ifPresent(millis -> assertThat(millis).isNotNegative());
    boolean forAnother = Redriven.isForAnother(headers, "orders");
    assertThat(forAnother && !Redriven.isAddressed(headers)).isFalse();
    if (Redriven.unmark(headers) != null) {
      assertThat(Redriven.isAddressed(headers)).isFalse();
    }

    Causes.continueFrom(headers, input, "orders/0/7");
    assertThat(Causes.text(headers, Causes.CAUSE)).isEqualTo("orders/0/7");
    assertThat(Traceparent.parse(Causes.text(headers, Causes.TRACEPARENT))).isNotNull();
    assertThat(Causes.text(headers, Causes.WRITTEN)).isNull();

    CloudEvents.strip(headers);
    CloudEvents.stamp(record, input, "orders");
    assertThat(headers.toArray())
        .extracting(Header::key)
        .filteredOn(name -> name.startsWith("ce_"))
        .doesNotHaveDuplicates()
        .hasSize(5);
  }
}
