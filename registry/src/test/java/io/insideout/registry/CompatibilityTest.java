package io.insideout.registry;

import static io.insideout.registry.CompatibilityLevel.BACKWARD;
import static io.insideout.registry.CompatibilityLevel.BACKWARD_TRANSITIVE;
import static io.insideout.registry.CompatibilityLevel.FORWARD;
import static io.insideout.registry.CompatibilityLevel.FORWARD_TRANSITIVE;
import static io.insideout.registry.CompatibilityLevel.FULL;
import static io.insideout.registry.CompatibilityLevel.FULL_TRANSITIVE;
import static io.insideout.registry.CompatibilityLevel.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompatibilityTest {
  private static final String A = "{'name':'a','type':'int'}";
  private static final String A_AND_B = A + ",{'name':'b','type':'int'}";
  private static final String A_AND_OPTIONAL_B = A + ",{'name':'b','type':'int','default':0}";

  @Test
  void the_first_version_may_be_anything() {
    for (var level : CompatibilityLevel.values()) {
      assertThat(messages(level, record(A))).isEmpty();
    }
  }

  @Test
  void a_new_field_without_a_default_breaks_backward_alone() {
    assertThat(messages(BACKWARD, record(A_AND_B), record(A)))
        .containsExactly(
            "The new schema cannot read data of version 1: field 'b' has no default in the new"
                + " schema and is missing in version 1 (READER_FIELD_MISSING_DEFAULT_VALUE at"
                + " /fields/1).");
    assertThat(messages(FORWARD, record(A_AND_B), record(A))).isEmpty();
    assertThat(messages(FULL, record(A_AND_B), record(A))).hasSize(1);
    assertThat(messages(NONE, record(A_AND_B), record(A))).isEmpty();
  }

  @Test
  void a_removed_field_without_a_default_breaks_forward_alone() {
    assertThat(messages(FORWARD, record(A), record(A_AND_B)))
        .containsExactly(
            "Version 1 cannot read data of the new schema: field 'b' has no default in version 1"
                + " and is missing in the new schema (READER_FIELD_MISSING_DEFAULT_VALUE at"
                + " /fields/1).");
    assertThat(messages(BACKWARD, record(A), record(A_AND_B))).isEmpty();
    assertThat(messages(FULL, record(A), record(A_AND_B))).hasSize(1);
  }

  @Test
  void a_field_with_a_default_may_come_and_go_under_full() {
    assertThat(messages(FULL, record(A_AND_OPTIONAL_B), record(A))).isEmpty();
    assertThat(messages(FULL, record(A), record(A_AND_OPTIONAL_B))).isEmpty();
  }

  @Test
  void only_the_transitive_levels_look_beyond_the_latest_version() {
    // Each step is allowed, the two together are not: b was never written by version 1.
    var first = record(A);
    var second = record(A_AND_OPTIONAL_B);
    var third = record(A_AND_B);
    assertThat(messages(BACKWARD, third, first, second)).isEmpty();
    assertThat(messages(BACKWARD_TRANSITIVE, third, first, second))
        .singleElement()
        .asString()
        .contains("version 1", "'b'");
    assertThat(messages(FORWARD, first, third, second)).isEmpty();
    assertThat(messages(FORWARD_TRANSITIVE, first, third, second))
        .singleElement()
        .asString()
        .contains("Version 1", "'b'");
    assertThat(messages(FULL, third, first, second)).isEmpty();
    assertThat(messages(FULL_TRANSITIVE, third, first, second)).hasSize(1);
  }

  @Test
  void a_changed_type_is_named_on_both_sides() {
    var old = record("{'name':'lines','type':{'type':'array','items':" + line("long") + "}}");
    var changed = record("{'name':'lines','type':{'type':'array','items':" + line("int") + "}}");
    assertThat(messages(BACKWARD, changed, old))
        .containsExactly(
            "The new schema cannot read data of version 1: field 'lines[].quantity' is int in the"
                + " new schema and long in version 1 (TYPE_MISMATCH at"
                + " /fields/0/type/items/fields/0/type).");
  }

  @Test
  void a_record_in_a_union_is_explained_from_inside() {
    var old = record("{'name':'line','type':['null'," + line("string") + "]}");
    var changed = record("{'name':'line','type':['null'," + line("int") + "]}");
    assertThat(messages(BACKWARD, changed, old))
        .singleElement()
        .asString()
        .contains("field 'line.quantity' is int in the new schema and string in version 1");
  }

  @Test
  void a_removed_branch_of_a_union_is_named() {
    var old = record("{'name':'u','type':['null','string','long']}");
    var changed = record("{'name':'u','type':['null','string']}");
    assertThat(messages(BACKWARD, changed, old))
        .singleElement()
        .asString()
        .contains(
            "field 'u' may be long in version 1, which is not in its union [null, string] in the"
                + " new schema");
  }

  @Test
  void a_removed_symbol_of_an_enum_is_named() {
    var old = record("{'name':'s','type':{'type':'enum','name':'S','symbols':['A','B']}}");
    var changed = record("{'name':'s','type':{'type':'enum','name':'S','symbols':['A']}}");
    assertThat(messages(BACKWARD, changed, old))
        .singleElement()
        .asString()
        .contains("field 's'", "[B]", "the enum n.S lacks");
  }

  @Test
  void renamed_and_resized_types_are_named() {
    assertThat(messages(BACKWARD, "{'type':'fixed','name':'F','size':4}", fixed(5)))
        .singleElement()
        .asString()
        .contains("the schema itself has 4 bytes in the new schema and 5 bytes in version 1");
    assertThat(messages(BACKWARD, record(A).replace("'R'", "'Q'"), record(A)))
        .singleElement()
        .asString()
        .contains("the schema itself is named n.Q in the new schema and n.R in version 1");
  }

  @Test
  void every_fault_is_told_not_only_the_first() {
    var old = record("{'name':'a','type':'string'}");
    assertThat(messages(BACKWARD, record(A_AND_B), old)).hasSize(2);
  }

  @Test
  void a_map_s_values_are_marked_in_the_path() {
    var old = record("{'name':'m','type':{'type':'map','values':" + line("string") + "}}");
    var changed = record("{'name':'m','type':{'type':'map','values':" + line("int") + "}}");
    assertThat(messages(BACKWARD, changed, old))
        .singleElement()
        .asString()
        .contains("field 'm{}.quantity'");
  }

  private static String record(String fields) {
    return "{'type':'record','name':'R','namespace':'n','fields':[" + fields + "]}";
  }

  private static String line(String quantity) {
    return "{'type':'record','name':'Line','fields':[{'name':'quantity','type':'"
        + quantity
        + "'}]}";
  }

  private static String fixed(int size) {
    return "{'type':'fixed','name':'F','size':" + size + "}";
  }

  private static List<String> messages(
      CompatibilityLevel level, String candidate, String... versions) {
    var earlier = new ArrayList<SchemaVersion>();
    for (var text : versions) {
      int number = earlier.size() + 1;
      earlier.add(new SchemaVersion("s", number, number, text.replace('\'', '"'), false));
    }
    return Compatibility.messages(
        level, AvroSchema.parse(candidate.replace('\'', '"')).schema(), earlier);
  }
}
