package io.insideout.verify;

import io.insideout.catalog.Topic;
import io.insideout.runtime.schema.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Values as bytes, by the schema of today and without saying which: for facts that do not outlive
/// the audit. For one thread.
final class PlainAvro<V extends SpecificRecord> {
  static {
    // Avro makes instances of our classes only once Schemas has told it that they may be trusted.
    var _ = Schemas.inMemory();
  }

  private final SpecificDatumWriter<V> writer;
  private final SpecificDatumReader<V> reader;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);
  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
  private @Nullable BinaryDecoder decoder;

  PlainAvro(Schema schema) {
    writer = new SpecificDatumWriter<>(schema);
    reader = new SpecificDatumReader<>(schema);
  }

  static <V extends SpecificRecord> PlainAvro<V> of(Topic<V> topic) {
    return new PlainAvro<>(topic.schema());
  }

  byte[] encode(V value) {
    try {
      out.reset();
      writer.write(value, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  V decode(byte[] bytes, int from) {
    try {
      BinaryDecoder in =
          DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, decoder);
      decoder = in;
      return reader.read(null, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
