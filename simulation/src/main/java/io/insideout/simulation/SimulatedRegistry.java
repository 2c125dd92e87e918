package io.insideout.simulation;

import io.insideout.catalog.Topics;
import io.insideout.runtime.schema.Registry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// The registry of a simulated system. It does not know the schema that a stranger writes commands
/// by, until somebody registers it.
final class SimulatedRegistry implements Registry {
  /// The id that the stranger writes.
  private static final int STRANGE = 1_000_000;

  /// Behind the byte that begins the wire format.
  private static final int ID_AT = 1;

  private final List<Schema> schemas = new ArrayList<>();
  private boolean knowsTheStranger;

  @Override
  public int register(String subject, Schema schema) {
    int at = schemas.indexOf(schema);
    if (at < 0) {
      schemas.add(schema);
      at = schemas.size() - 1;
    }
    return at + 1;
  }

  @Override
  public Schema schema(int id) {
    return schema(id, knowsTheStranger);
  }

  private Schema schema(int id, boolean strange) {
    if (id == STRANGE && strange) {
      return Topics.ORDER_COMMANDS.schema();
    }
    if (id < 1 || id > schemas.size()) {
      throw new UnknownSchema(id);
    }
    return schemas.get(id - 1);
  }

  /// Whether a value is one that the stranger wrote.
  static boolean isStrange(byte @Nullable [] value) {
    return value != null
        && value.length > ID_AT + Integer.BYTES
        && ByteBuffer.wrap(value).getInt(ID_AT) == STRANGE;
  }

  /// The value as the stranger would have written it.
  static byte[] asTheStranger(byte[] value) {
    byte[] strange = value.clone();
    ByteBuffer.wrap(strange).putInt(ID_AT, STRANGE);
    return strange;
  }

  /// Somebody registers what the stranger writes by.
  void mend() {
    knowsTheStranger = true;
  }

  boolean isMended() {
    return knowsTheStranger;
  }

  /// The same as one sees it who looks at the log later, when it was mended long ago.
  Registry later() {
    return new Registry() {
      @Override
      public int register(String subject, Schema schema) {
        return SimulatedRegistry.this.register(subject, schema);
      }

      @Override
      public Schema schema(int id) {
        return SimulatedRegistry.this.schema(id, true);
      }
    };
  }
}
