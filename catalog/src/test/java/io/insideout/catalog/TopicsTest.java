package io.insideout.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class TopicsTest {
  @Test
  void what_has_versions_or_keeps_the_newest_of_a_key_tells_what_is() {
    for (Topic<?> topic : Topics.all()) {
      boolean isOfVersions = topic.schema().getField("version") != null;
      if (topic.hasTombstones() || isOfVersions) {
        assertThat(Topics.ofWhatIs()).contains(topic);
      }
    }
  }

  @Test
  void the_first_field_of_what_is_names_it() {
    for (Topic<?> topic : Topics.ofWhatIs()) {
      Schema.Field first = topic.schema().getFields().getFirst();
      assertThat(first.schema().getType()).as(topic.name()).isEqualTo(Schema.Type.STRING);
      // A shipment is one of several of its order.
      String key = topic.equals(Topics.SHIPMENTS) ? "shipment id" : topic.key();
      assertThat(first.name().toLowerCase(Locale.ROOT))
          .as(topic.name())
          .isEqualTo(key.replace(" ", "").toLowerCase(Locale.ROOT));
    }
  }
}
