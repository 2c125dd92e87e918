package io.insideout.sql.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.catalog.Stock;
import io.insideout.catalog.Topics;
import io.insideout.fuzz.Foreign;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.schema.Schemas;
import io.insideout.runtime.view.ViewRow;
import io.insideout.sql.dialect.Dialect;
import io.insideout.sql.dialect.Relation;
import io.insideout.sql.dialect.Rewritten;
import io.insideout.sql.dialect.SqlError;
import io.insideout.sql.dialect.Statement;
import io.insideout.sql.engine.Lines;
import io.insideout.sql.table.TopicTable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

class ViewQueriesFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Relation> VIEWS = List.of(TopicTable.view(Topics.STOCK));
  private static final Shelf SHELF = new Shelf();
  private static final ViewQueries QUERIES = new ViewQueries(() -> VIEWS, _ -> SHELF);

  /// Three rows, and how many look at them.
  private static final class Shelf implements Source {
    private final Schemas schemas = Schemas.inMemory();
    private final TreeMap<String, ViewRow> rows = new TreeMap<>();
    private final AtomicInteger open = new AtomicInteger();

    Shelf() {
      for (int i = 0; i < 3; i++) {
        String sku = "sku-" + i;
        byte[] value =
            schemas
                .serde(Topics.STOCK)
                .serializer()
                .serialize("stock", new Stock(sku, i * 1_000_000_007L, 0L));
        rows.put(sku, new ViewRow(sku, 0, i, 1_291_190_760_000L, value));
      }
    }

    @Override
    public Schema schema() {
      return Topics.STOCK.schema();
    }

    @Override
    public Function<byte[], GenericRecord> values(Schema as) {
      return schemas.reader(as);
    }

    @Override
    public Rows asOfNow(Duration atMost) {
      open.incrementAndGet();
      return new Rows() {
        @Override
        public @Nullable ViewRow get(String key) {
          return rows.get(key);
        }

        @Override
        public List<ViewRow> page(@Nullable String after, int most) {
          return (after == null ? rows : rows.tailMap(after, false))
              .values().stream().limit(most).toList();
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }
  }

  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_query_over_views_is_answered_to_its_end_or_refused(byte[] input) throws Exception {
    String text = Foreign.text(input);
    ask(text);
    ask("SELECT " + text + " FROM views.stock");
    ask("SELECT sku FROM views.stock WHERE " + text);
    assertThat(SHELF.open).as("those who still look").hasValue(0);
  }

  private static void ask(String text) throws IOException, InterruptedException {
    try {
      for (Statement statement : Dialect.statements(text)) {
        if (statement instanceof Statement.Query query) {
          Rewritten written = query.rewritten(() -> VIEWS);
          if (written.isOverViews()) {
            answered(written);
          }
        }
      }
    } catch (SqlError refused) {
      assertThat(refused.problem()).isNotBlank();
      assertThat(refused.place().line()).isPositive();
    } catch (Problem refused) {
      assertThat(refused.status()).isBetween(400, 499);
      assertThat(refused.getMessage()).isNotBlank().doesNotEndWith("null");
    }
  }

  private static void answered(Rewritten query) throws IOException, InterruptedException {
    try (Lines lines = QUERIES.ask(query)) {
      JsonNode first = JSON.readTree(lines.next());
      JsonNode last = first;
      long rows = 0;
      for (String line = lines.next(); line != null; line = lines.next()) {
        last = JSON.readTree(line);
        if (last.has("row")) {
          rows++;
          assertThat(last.path("row").size()).isEqualTo(first.path("columns").size());
        }
      }
      assertThat(last.has("end") || last.has("error")).as(last.toString()).isTrue();
      assertThat(last.path("error").asText()).doesNotEndWith(" null");
      assertThat(rows).isLessThanOrEqualTo(query.limit().orElse(Bounds.ROWS));
    }
  }
}
