package io.insideout.app.replay;

import io.insideout.catalog.Product;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import io.insideout.runtime.log.Uptake;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Products and stock as records of the log, where no database has them.
///
/// @param publisher that writes them
record TopicsData(Publisher publisher) implements ReferenceData {

  @Override
  public Uptake put(List<Product> products, List<Stock> stock, long timestampMillis) {
    List<CompletableFuture<RecordMetadata>> written = new ArrayList<>();
    for (Product product : products) {
      written.add(write(Topics.PRODUCTS, product.getSku(), product, timestampMillis));
    }
    List<CompletableFuture<RecordMetadata>> rows = new ArrayList<>();
    for (Stock row : stock) {
      rows.add(write(Topics.STOCK, row.getSku(), row, timestampMillis));
    }
    await(written);
    return Uptake.of(await(rows));
  }

  <V extends SpecificRecord> CompletableFuture<RecordMetadata> write(
      Topic<V> topic, String key, V value, long timestampMillis) {
    return publisher.publish(topic, key, value, timestampMillis, Traceparent.random());
  }

  /// Returns when all of these are durable.
  static List<RecordMetadata> await(List<CompletableFuture<RecordMetadata>> written) {
    try {
      return written.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw new StartFailure("The log does not take the file's reference data: " + e.getCause(), e);
    }
  }
}
