package io.insideout.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreRecordJsonTest {
  private static final SchemaVersion VERSION =
      new SchemaVersion("orders-value", 3, 7, "\"string\"", false);

  @Test
  void records_are_written_byte_for_byte_as_confluent_writes_them() {
    writes(
        new StoreRecord.SchemaRecord(VERSION),
        "{'keytype':'SCHEMA','subject':'orders-value','version':3,'magic':1}",
        "{'subject':'orders-value','version':3,'id':7,'schema':'\\'string\\'','deleted':false}");
    writes(
        new StoreRecord.SchemaTombstone("s", 3),
        "{'keytype':'SCHEMA','subject':'s','version':3,'magic':1}",
        null);
    writes(
        new StoreRecord.ConfigRecord(Optional.empty(), CompatibilityLevel.FULL),
        "{'keytype':'CONFIG','subject':null,'magic':0}",
        "{'compatibilityLevel':'FULL'}");
    writes(
        new StoreRecord.ConfigTombstone(Optional.of("s")),
        "{'keytype':'CONFIG','subject':'s','magic':0}",
        null);
    writes(
        new StoreRecord.DeleteSubject("s", 3),
        "{'keytype':'DELETE_SUBJECT','subject':'s','magic':0}",
        "{'subject':'s','version':3}");
    writes(new StoreRecord.Noop(12), "{'keytype':'NOOP','magic':0}", "{'highestId':12}");
  }

  @Test
  void what_is_written_is_read_back() {
    var records =
        List.of(
            new StoreRecord.SchemaRecord(VERSION),
            new StoreRecord.SchemaRecord(VERSION.asDeleted()),
            new StoreRecord.SchemaTombstone("s", 1),
            new StoreRecord.ConfigRecord(Optional.of("s"), CompatibilityLevel.NONE),
            new StoreRecord.ConfigRecord(Optional.empty(), CompatibilityLevel.FORWARD_TRANSITIVE),
            new StoreRecord.ConfigTombstone(Optional.empty()),
            new StoreRecord.DeleteSubject("s", 2),
            new StoreRecord.Noop(9));
    for (var storeRecord : records) {
      var written = StoreRecordJson.write(storeRecord);
      assertThat(StoreRecordJson.read(written.key(), written.value())).isEqualTo(storeRecord);
    }
  }

  @Test
  void what_newer_registries_add_to_a_record_does_no_harm() {
    assertThat(
            read(
                "{'keytype':'SCHEMA','subject':'s','version':1,'magic':1}",
                "{'subject':'s','version':1,'id':2,'md5':'x','schema':' \\'int\\' ','references':[],"
                    + "'schemaType':'AVRO','deleted':true,'ts':5}"))
        .isEqualTo(new StoreRecord.SchemaRecord(new SchemaVersion("s", 1, 2, "\"int\"", true)));
    assertThat(read("{'keytype':'NOOP','magic':0}", null)).isEqualTo(new StoreRecord.Noop(0));
    assertThat(read("{'keytype':'MODE','subject':null,'magic':0}", "{'mode':'READONLY'}"))
        .isEqualTo(new StoreRecord.Noop(0));
  }

  @Test
  void schemas_of_other_types_are_foreign_and_keep_their_id() {
    assertThat(
            read(
                "{'keytype':'SCHEMA','subject':'s','version':1,'magic':1}",
                "{'subject':'s','version':1,'id':20,'schemaType':'PROTOBUF','schema':'x'}"))
        .isEqualTo(
            new StoreRecord.Foreign("a schema of type PROTOBUF (subject 's', version 1)", 20));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      value = {
        "null | {'a':1}",
        "xyz | {'a':1}",
        "[] | {'a':1}",
        "7 | null",
        "{} | null",
        "{'keytype':'WHATEVER'} | {}",
        "{'keytype':5} | null",
        "{'keytype':'SCHEMA'} | null",
        "{'keytype':'SCHEMA','subject':'s','version':0} | null",
        "{'keytype':'SCHEMA','subject':'s','version':1} | {}",
        "{'keytype':'SCHEMA','subject':'s','version':1} | nonsense",
        "{'keytype':'SCHEMA','subject':'s','version':1} | {'id':1,'schema':5}",
        "{'keytype':'SCHEMA','subject':'s','version':1} | {'id':1,'schema':'no avro'}",
        "{'keytype':'SCHEMA','subject':'s','version':1} | {'id':-1,'schema':'\\'int\\''}",
        "{'keytype':'SCHEMA','subject':'s','version':1} | {'id':99999999999,'schema':'\\'int\\''}",
        "{'keytype':'CONFIG','subject':'s'} | {'compatibilityLevel':'SOMETIMES'}",
        "{'keytype':'CONFIG','subject':4} | {'compatibilityLevel':'NONE'}",
        "{'keytype':'DELETE_SUBJECT','subject':'s'} | {}",
      })
  void rubbish_is_told_apart(@Nullable String key, @Nullable String value) {
    assertThatThrownBy(() -> read(key, value))
        .isInstanceOf(StoreRecordJson.Rubbish.class)
        .hasMessageNotContainingAny("Exception", "com.fasterxml");
  }

  private static StoreRecord read(@Nullable String key, @Nullable String value) {
    return StoreRecordJson.read(bytes(key), bytes(value));
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.replace('\'', '"').getBytes(UTF_8);
  }

  private static void writes(StoreRecord storeRecord, String key, @Nullable String value) {
    var written = StoreRecordJson.write(storeRecord);
    assertThat(written.topic()).isEqualTo("_schemas");
    assertThat(written.key()).isEqualTo(bytes(key));
    assertThat(written.value()).isEqualTo(bytes(value));
  }
}
