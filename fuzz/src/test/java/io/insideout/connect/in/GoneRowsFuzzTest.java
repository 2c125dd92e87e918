package io.insideout.connect.in;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.insideout.fuzz.Foreign;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

class GoneRowsFuzzTest {
  private static final List<String> TABLES =
      List.of("legacy.public.product", "legacy.public.warehouse_stock");

  private static final Schema MESSAGE =
      SchemaBuilder.struct()
          .field("prefix", Schema.OPTIONAL_STRING_SCHEMA)
          .field("content", Schema.OPTIONAL_BYTES_SCHEMA)
          .build();

  private static final Schema VALUE =
      SchemaBuilder.struct().field("op", Schema.STRING_SCHEMA).field("message", MESSAGE).build();

  /// The first line is a message's prefix, what stands behind it is its content.
  @FuzzTest(maxDuration = Foreign.SEARCH)
  void a_message_in_the_journal_is_a_row_of_ours_that_is_gone_or_nothing(byte[] input) {
    String[] texts = Foreign.texts(input, 2);
    apply(texts[0], texts[1]);
    apply(GoneRows.PREFIX, Foreign.text(input));
    apply(GoneRows.PREFIX, GoneRows.message("product", Foreign.text(input)));
    apply(null, texts[1]);
    assertThat(gone(GoneRows.PREFIX, null)).isNull();
  }

  private static void apply(@Nullable String prefix, String content) {
    SourceRecord gone = gone(prefix, content.getBytes(UTF_8));
    if (gone == null) {
      return;
    }
    assertThat(prefix).isEqualTo(GoneRows.PREFIX);
    assertThat(gone.value()).isNull();
    assertThat(gone.topic()).isIn(TABLES);
    String table = gone.topic().substring("legacy.public.".length());
    assertThat(GoneRows.message(table, String.valueOf(gone.key()))).isEqualTo(content);
  }

  private static @Nullable SourceRecord gone(@Nullable String prefix, byte @Nullable [] content) {
    Struct value =
        new Struct(VALUE)
            .put("op", "m")
            .put("message", new Struct(MESSAGE).put("prefix", prefix).put("content", content));
    return new GoneRows<SourceRecord>()
        .apply(new SourceRecord(Map.of(), Map.of(), "legacy.message", VALUE, value));
  }
}
