package io.insideout.runtime.schema;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/// A registry within one process and for its life alone, for topologies that run without a log.
final class InMemoryRegistry implements Registry {
  private final List<Schema> schemas = new ArrayList<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    int at = schemas.indexOf(schema);
    if (at < 0) {
      schemas.add(schema);
      at = schemas.size() - 1;
    }
    return at + 1;
  }

  @Override
  public synchronized Schema schema(int id) {
    if (id < 1 || id > schemas.size()) {
      throw new UnknownSchema(id);
    }
    return schemas.get(id - 1);
  }
}
