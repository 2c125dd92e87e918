package io.insideout.runtime.schema;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/// Makes values of schemas of anybody. Avro makes room for a fixed value before it looks whether
/// there is one: what a schema says of its size must not cost memory that no record fills.
final class BoundedData extends GenericData {
  private static final int MAX_FIXED_BYTES = 16 << 20;

  @Override
  public Object createFixed(@Nullable Object old, Schema schema) {
    if (schema.getFixedSize() > MAX_FIXED_BYTES) {
      throw new AvroRuntimeException(
          "%s has more than %d bytes".formatted(schema.getFullName(), MAX_FIXED_BYTES));
    }
    return super.createFixed(old, schema);
  }
}
