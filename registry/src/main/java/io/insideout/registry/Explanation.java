package io.insideout.registry;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/// Puts Avro's findings into words: which field, what either side has there, and Avro's own name
/// and place of the fault.
///
/// @param prefix names the field that holds this pair, empty at the top
/// @param pointer the same as a JSON pointer
record Explanation(
    Compatibility.Side reader, Compatibility.Side writer, String prefix, String pointer) {

  static List<String> of(Compatibility.Side reader, Compatibility.Side writer) {
    return new Explanation(reader, writer, "", "").sentences().toList();
  }

  private Stream<String> sentences() {
    return Compatibility.findings(reader.schema(), writer.schema()).stream()
        .flatMap(this::sentences);
  }

  private Stream<String> sentences(Incompatibility found) {
    // Of a record inside a union Avro says only that no branch fits; the reason is one level down.
    return inside(found).map(Explanation::sentences).orElseGet(() -> Stream.of(sentence(found)));
  }

  private String sentence(Incompatibility found) {
    var path = path(found);
    return "%s %s (%s at %s)"
        .formatted(
            path.isEmpty() ? "the schema itself" : "field '" + path + "'",
            difference(found),
            found.getType(),
            pointer + found.getLocation());
  }

  private String difference(Incompatibility found) {
    var read = found.getReaderFragment();
    var written = found.getWriterFragment();
    return switch (found.getType()) {
      case READER_FIELD_MISSING_DEFAULT_VALUE ->
          "has no default in %s and is missing in %s".formatted(reader.name(), writer.name());
      case TYPE_MISMATCH ->
          "is %s in %s and %s in %s"
              .formatted(type(read), reader.name(), type(written), writer.name());
      case MISSING_UNION_BRANCH ->
          "may be %s in %s, which is not in its union %s in %s"
              .formatted(type(writtenBranch(found)), writer.name(), type(read), reader.name());
      case MISSING_ENUM_SYMBOLS ->
          "may be one of %s in %s, which the enum %s lacks in %s"
              .formatted(found.getMessage(), writer.name(), read.getFullName(), reader.name());
      case FIXED_SIZE_MISMATCH ->
          "has %d bytes in %s and %d bytes in %s"
              .formatted(read.getFixedSize(), reader.name(), written.getFixedSize(), writer.name());
      case NAME_MISMATCH ->
          "is named %s in %s and %s in %s"
              .formatted(read.getFullName(), reader.name(), written.getFullName(), writer.name());
    };
  }

  private Optional<Explanation> inside(Incompatibility found) {
    return switch (found.getType()) {
      case MISSING_UNION_BRANCH -> {
        var written = writtenBranch(found);
        yield found.getReaderFragment().getTypes().stream()
            .filter(branch -> sameName(branch, written))
            .findFirst()
            .map(branch -> down(found, branch, written));
      }
      case READER_FIELD_MISSING_DEFAULT_VALUE,
          TYPE_MISMATCH,
          MISSING_ENUM_SYMBOLS,
          FIXED_SIZE_MISMATCH,
          NAME_MISMATCH ->
          Optional.empty();
    };
  }

  private Explanation down(Incompatibility found, Schema read, Schema written) {
    return new Explanation(
        new Compatibility.Side(reader.name(), read),
        new Compatibility.Side(writer.name(), written),
        path(found),
        pointer + found.getLocation());
  }

  private String path(Incompatibility found) {
    return FieldPath.join(prefix, FieldPath.of(reader.schema(), found.getLocation()));
  }

  /// Where the writer has a union too, the place of the finding ends with the branch's index in it.
  private static Schema writtenBranch(Incompatibility found) {
    var written = found.getWriterFragment();
    if (!written.isUnion()) {
      return written;
    }
    var location = found.getLocation();
    int index = Integer.parseInt(location.substring(location.lastIndexOf('/') + 1));
    return written.getTypes().get(index);
  }

  private static boolean sameName(Schema read, Schema written) {
    return read.getType() == written.getType()
        && read.getFullName().equals(written.getFullName())
        && !Compatibility.findings(read, written).isEmpty();
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> schema.getFullName();
      case ARRAY -> "array of " + type(schema.getElementType());
      case MAP -> "map of " + type(schema.getValueType());
      case UNION ->
          schema.getTypes().stream()
              .map(Explanation::type)
              .collect(java.util.stream.Collectors.joining(", ", "[", "]"));
      case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> schema.getType().getName();
    };
  }
}
