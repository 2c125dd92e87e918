package io.insideout.registry;

import org.apache.avro.Schema;

/// An Avro schema and its canonical text: parsed and written again, so that two texts that differ
/// only in white space or in the order of keys are one schema with one id. Documentation, aliases
/// and properties are kept: readers may want them.
record AvroSchema(Schema schema, String text) {

  /// @throws RegistryError 42201 if the text is no Avro schema
  static AvroSchema parse(String text) {
    if (text.isBlank()) {
      throw RegistryError.invalidSchema("the schema is empty.");
    }
    try {
      var schema = new Schema.Parser().setValidateDefaults(true).parse(text);
      return new AvroSchema(schema, schema.toString());
    } catch (RuntimeException e) {
      // Mostly Avro's own, yet some faults of a schema come as an IllegalArgumentException.
      throw RegistryError.invalidSchema(reason(e));
    } catch (StackOverflowError e) {
      // Avro's parser recurses; the depth of the input is the caller's.
      throw RegistryError.invalidSchema("it is nested too deeply.");
    }
  }

  private static String reason(RuntimeException e) {
    // Jackson's faults begin with the name of a class and end with a place in lines of their own.
    var message = String.valueOf(e.getMessage()).replaceFirst("^com\\.fasterxml\\.\\S+: ", "");
    return message.lines().findFirst().orElse(message);
  }
}
