package io.insideout.runtime.schema;

import io.insideout.runtime.http.TlsTrouble;
import java.util.List;
import org.apache.avro.Schema;

/// A schema registry as its clients need it: give a schema an id, and find a schema by its id.
public interface Registry {
  /// What an answer of one has at most.
  int LARGEST_ANSWER_BYTES = 16 << 20;

  /// Registers a schema under a subject.
  ///
  /// @return the id of the schema, the same whenever the same schema is registered again
  /// @throws IncompatibleSchema if the registry refuses it beside the subject's earlier versions
  /// @throws RegistryUnreachable if the registry does not answer
  int register(String subject, Schema schema);

  /// The schema of that id.
  ///
  /// @throws UnknownSchema if the registry has none
  /// @throws RegistryUnreachable if the registry does not answer
  Schema schema(int id);

  /// Under which subjects a schema is registered, and as which of their versions. A registry of one
  /// process alone has no versions.
  ///
  /// @throws RegistryUnreachable if the registry does not answer
  default List<Version> versions(int id) {
    return List.of();
  }

  /// A version of a subject.
  record Version(String subject, int version) {}

  /// From now on nobody waits for a registry that does not answer: who asks is closing.
  default void hurry() {}

  /// The registry refuses a schema, and says what would break.
  final class IncompatibleSchema extends RuntimeException {
    public IncompatibleSchema(String message) {
      super(message);
    }
  }

  /// The registry has no such schema, or none that can be understood: a record that names it cannot
  /// be read.
  final class UnknownSchema extends RuntimeException {
    public UnknownSchema(int id) {
      super("no schema has the id " + id + " in the registry");
    }

    public UnknownSchema(int id, String why) {
      super("the schema that has the id %d in the registry is of no use: %s".formatted(id, why));
    }
  }

  /// The registry does not answer. It says nothing about the record at hand, which is not bad for
  /// it.
  final class RegistryUnreachable extends RuntimeException {
    public RegistryUnreachable(String message, Throwable cause) {
      super(message, cause);
    }

    /// What whoever started something is told.
    public String sentence() {
      return getMessage()
          + (TlsTrouble.of(this).isPresent() ? "." : ". Is the address right, and is it up?");
    }
  }
}
