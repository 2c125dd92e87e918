package io.insideout.runtime.view;

import static io.insideout.catalog.Topics.STOCK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.catalog.Stock;
import io.insideout.runtime.log.CommittedEnds;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

class ViewReaderTest {
  private static final String ALL = "all";

  @TempDir Path directory;
  private final Schemas schemas = Schemas.inMemory();

  @Test
  void what_was_taken_and_not_written_is_as_if_it_had_never_come() throws RocksDBException {
    List<Seen<Stock>> told = new ArrayList<>();
    LogClient log = LogClient.at("127.0.0.1:1");
    try (ViewStore store = new ViewStore(directory);
        CommittedEnds ends = new CommittedEnds(log)) {
      ViewReader<Stock> reader =
          new ViewReader<>(
              STOCK,
              log,
              store,
              schemas.serde(STOCK).deserializer(),
              RowKeys.ofRecords(),
              _ -> List.of(new Index(ALL, "", 1)),
              Share.WHOLE,
              ends,
              List.of(told::add),
              new Moves(),
              new Waiters());
      try (WriteBatch lost = new WriteBatch()) {
        reader.take(record("TEA", 0), lost);
        reader.take(record("CUP", 1), lost);
      }
      reader.forget();
      try (WriteBatch written = new WriteBatch()) {
        reader.take(record("TEA", 0), written);
        store.write(written);
      }
      reader.written();

      assertThat(told).extracting(Seen::key).containsExactly("TEA");
      assertThat(
              new IndexedRows<>(
                      store, key -> new Seen<>(key, new Stock(key, 1L, 0L), 0, 0), Set.of(0))
                  .page(ALL, "", null, 0, Long.MAX_VALUE / 2, _ -> true, 10)
                  .items())
          .extracting(Seen::key)
          .containsExactly("TEA");
      reader.close();
    }
  }

  private ConsumerRecord<byte[], byte[]> record(String sku, long offset) {
    return new ConsumerRecord<>(
        STOCK.name(),
        0,
        offset,
        sku.getBytes(UTF_8),
        schemas.serde(STOCK).serializer().serialize(STOCK.name(), new Stock(sku, 1L, 0L)));
  }
}
