package io.insideout.app.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.catalog.DeadLetter;
import io.insideout.catalog.DeadLetterHeader;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.Causes;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.log.Redriven;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends the records of dead letters again, each to the partition that it came from, and writes on
/// the letter where to: both in one transaction. There is one redriver of a log at a time; one that
/// comes later ends the one before, and sees what that has committed.
public final class Redriver implements AutoCloseable {
  private static final String NAME = "dead-letters-redrive";

  /// So many letters are of one transaction.
  private static final int AT_ONCE = 200;

  private static final int LARGEST_REQUEST_BYTES = 16 << 20;

  private final Letters letters;
  private final Producer<byte[], byte[]> producer;

  /// From here on every other redriver of the log is shut out.
  public Redriver(LogClient log, Letters letters) {
    this.letters = letters;
    this.producer =
        new KafkaProducer<>(
            log.with(
                Map.of(
                    ProducerConfig.CLIENT_ID_CONFIG,
                    NAME,
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    NAME,
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    LARGEST_REQUEST_BYTES)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  /// Decides what shall be sent again, without sending it.
  ///
  /// @param choice which of all letters
  public static Redrive plan(
      Letters letters,
      Function<Map<String, Letter>, Collection<Letter>> choice,
      Redrive.Insisting insisting) {
    Map<String, Letter> all = letters.read();
    Collection<Letter> chosen = choice.apply(all);
    return Redrive.of(chosen, all.values(), letters.newerRows(chosen), insisting);
  }

  /// Sends letters again.
  ///
  /// @return where to, by the letters' ids
  public Map<String, String> send(List<Letter> chosen) throws InterruptedException {
    Map<String, String> sent = new LinkedHashMap<>();
    try {
      for (int from = 0; from < chosen.size(); from += AT_ONCE) {
        List<Letter> some = chosen.subList(from, Math.min(from + AT_ONCE, chosen.size()));
        producer.beginTransaction();
        sent.putAll(sendOpen(some));
        producer.commitTransaction();
      }
    } catch (ProducerFencedException e) {
      throw new StartFailure(
          "Another redrive of this log has begun: what this one had not committed is undone. See"
              + " how things stand: ./insideout dead-letters list",
          e);
    } catch (ExecutionException e) {
      throw new KafkaException("the records could not be sent again: " + e.getCause(), e);
    }
    return sent;
  }

  private Map<String, String> sendOpen(List<Letter> some)
      throws ExecutionException, InterruptedException {
    Map<String, String> sent = new LinkedHashMap<>();
    Map<String, String> rows = new LinkedHashMap<>();
    List<ProducerRecord<byte[], byte[]>> told = new ArrayList<>();
    for (Letter letter : some) {
      ConsumerRecord<byte[], byte[]> stored = letters.stored(letter);
      String before = letter.isOfTable() ? rows.get(letter.coordinates()) : null;
      String to = before == null ? sendOne(letter, letters.open(stored)) : before;
      if (letter.isOfTable()) {
        // A row is for everybody: one record serves all who had set it aside.
        rows.put(letter.coordinates(), to);
      }
      sent.put(letter.id(), to);
      told.add(told(stored, to));
    }
    for (ProducerRecord<byte[], byte[]> record : told) {
      var _ = producer.send(record);
    }
    return sent;
  }

  private String sendOne(Letter letter, DeadLetter content)
      throws ExecutionException, InterruptedException {
    Headers headers =
        letters
            .origin(letter)
            .<Headers>map(record -> new RecordHeaders(record.headers()))
            .orElseGet(() -> asSetAside(content));
    String first = Causes.text(headers, Redriven.FROM);
    Redriven.mark(
        headers,
        first == null ? letter.coordinates() : first,
        letter.isOfTable() ? null : letter.service());
    Causes.written(headers);
    RecordMetadata written =
        producer
            .send(
                new ProducerRecord<>(
                    letter.topic(),
                    letter.partition(),
                    Math.max(0, letter.timestampMillis()),
                    Letter.bytes(content.getKey()),
                    Letter.bytes(content.getValue()),
                    headers))
            .get();
    return written.topic() + "/" + written.partition() + "/" + written.offset();
  }

  /// The headers as the service saw them: in its internal topics, which are purged, they are those
  /// of the record itself.
  private static Headers asSetAside(DeadLetter content) {
    Headers headers = new RecordHeaders();
    for (DeadLetterHeader header : content.getHeaders()) {
      byte @Nullable [] value = Letter.bytes(header.getValue());
      headers.add(header.getName(), value);
    }
    return headers;
  }

  private static ProducerRecord<byte[], byte[]> told(
      ConsumerRecord<byte[], byte[]> stored, String to) {
    Headers headers = new RecordHeaders(stored.headers());
    headers.add(Redriven.TO, to.getBytes(UTF_8));
    Causes.written(headers);
    return new ProducerRecord<>(
        stored.topic(),
        stored.partition(),
        stored.timestamp(),
        stored.key(),
        stored.value(),
        headers);
  }

  /// Undoes what is not committed.
  @Override
  public void close() {
    producer.close();
  }
}
