package io.insideout.runtime.schema;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/// The registry's wire format: a zero byte, the schema's id as four bytes in big-endian order, and
/// the value in Avro's binary encoding.
final class WireFormat {
  private static final byte MAGIC = 0;
  private static final int HEADER_BYTES = 5;

  private WireFormat() {}

  static <V> byte[] write(int id, DatumWriter<V> writer, V value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    bytes.write(MAGIC);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
    try {
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      writer.write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new SerializationException("cannot write the value as Avro", e);
    }
    return bytes.toByteArray();
  }

  static OptionalInt id(byte[] value) {
    return value.length < HEADER_BYTES || value[0] != MAGIC
        ? OptionalInt.empty()
        : OptionalInt.of(ByteBuffer.wrap(value, 1, Integer.BYTES).getInt());
  }

  /// The id of the schema that a value was written with.
  static int schemaId(byte[] value) {
    return id(value)
        .orElseThrow(
            () ->
                new SerializationException(
                    "the value is not in the registry's wire format: it has %d bytes and does not begin with 0"
                        .formatted(value.length)));
  }

  static <V> V read(byte[] value, IntFunction<? extends DatumReader<V>> readerById) {
    int id = schemaId(value);
    DatumReader<V> reader;
    try {
      reader = readerById.apply(id);
    } catch (Registry.UnknownSchema e) {
      throw new SerializationException(e.getMessage(), e);
    }
    return decode(value, id, reader);
  }

  private static <V> V decode(byte[] value, int id, DatumReader<V> reader) {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null);
    try {
      V read = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new SerializationException("bytes are left over behind the value of schema " + id);
      }
      return read;
    } catch (IOException | RuntimeException e) {
      if (e instanceof SerializationException known) {
        throw known;
      }
      // Avro answers rubbish with whatever its decoder stumbles over: all of it means the same
      // here.
      throw new SerializationException(
          "the value does not decode with schema " + id + ": " + words(e), e);
    }
  }

  private static String words(Exception e) {
    return switch (e) {
      case EOFException _ -> "it ends too early";
      case Exception _ when e.getMessage() == null -> e.getClass().getSimpleName();
      default -> e.getMessage();
    };
  }
}
