package io.insideout.app.replay;

import io.insideout.catalog.Product;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.Publisher;
import io.insideout.runtime.log.Traceparent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.avro.specific.SpecificRecord;

/// Products and stock as records of the log, where no database has them.
///
/// @param publisher that writes them
record TopicsData(Publisher publisher) implements ReferenceData {

  @Override
  public void put(List<Product> products, List<Stock> stock, long timestampMillis) {
    List<CompletableFuture<?>> written = new ArrayList<>();
    for (Product product : products) {
      written.add(write(Topics.PRODUCTS, product.getSku(), product, timestampMillis));
    }
    for (Stock row : stock) {
      written.add(write(Topics.STOCK, row.getSku(), row, timestampMillis));
    }
    await(written);
  }

  <V extends SpecificRecord> CompletableFuture<?> write(
      Topic<V> topic, String key, V value, long timestampMillis) {
    return publisher.publish(topic, key, value, timestampMillis, Traceparent.random());
  }

  /// Returns when all of these are durable.
  static void await(List<CompletableFuture<?>> written) {
    try {
      CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw new StartFailure("The log does not take the file's reference data: " + e.getCause(), e);
    }
  }
}
