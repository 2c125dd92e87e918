package io.insideout.verify;

import io.insideout.runtime.schema.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Filed records of one kind as bytes: the cause, then the value in plain Avro. For one thread.
final class FiledCodec {
  static {
    // Avro makes instances of our classes only once Schemas has told it that they may be trusted.
    var _ = Schemas.inMemory();
  }

  private final String topic;
  private final SpecificDatumWriter<SpecificRecord> writer;
  private final SpecificDatumReader<SpecificRecord> reader;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
  private @Nullable BinaryDecoder decoder;

  FiledCodec(Kind kind) {
    topic = kind.topic().name();
    SpecificData data = new SpecificData(FiledCodec.class.getClassLoader());
    // The generated code writes its own fields, where it can: half the cost of going by the schema.
    data.setCustomCoders(true);
    writer = new SpecificDatumWriter<>(kind.topic().schema(), data);
    reader = new SpecificDatumReader<>(kind.topic().schema());
  }

  byte[] encode(SpecificRecord value, @Nullable Coordinates cause) {
    try {
      out.reset();
      encoder.writeString(cause == null ? "" : cause.topic());
      if (cause != null) {
        encoder.writeInt(cause.partition());
        encoder.writeLong(cause.offset());
      }
      writer.write(value, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Filed<SpecificRecord> decode(int partition, long offset, byte[] bytes) {
    try {
      BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, decoder);
      decoder = in;
      String causeTopic = in.readString();
      Coordinates cause =
          causeTopic.isEmpty() ? null : new Coordinates(causeTopic, in.readInt(), in.readLong());
      return new Filed<>(new Coordinates(topic, partition, offset), cause, reader.read(null, in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
