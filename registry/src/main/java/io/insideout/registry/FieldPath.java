package io.insideout.registry;

import org.apache.avro.Schema;

/// Turns the place of a finding, a JSON pointer such as `/fields/4/type/items/fields/1`, into the
/// names of fields, such as `lines[].quantity`: `[]` stands for the items of an array and `{}` for
/// the values of a map.
final class FieldPath {
  private FieldPath() {}

  /// @param reader the schema whose structure the pointer follows
  static String of(Schema reader, String pointer) {
    var path = new StringBuilder();
    var here = reader;
    var steps = pointer.split("/");
    for (int i = 1; i < steps.length; i++) {
      var type = here.getType();
      if (steps[i].equals("fields") && type == Schema.Type.RECORD && i + 1 < steps.length) {
        i++;
        var field = here.getFields().get(Integer.parseInt(steps[i]));
        path.append(path.isEmpty() ? "" : ".").append(field.name());
        here = field.schema();
      } else if (steps[i].equals("items") && type == Schema.Type.ARRAY) {
        path.append("[]");
        here = here.getElementType();
      } else if (steps[i].equals("values") && type == Schema.Type.MAP) {
        path.append("{}");
        here = here.getValueType();
      }
      // Other steps ("type", "symbols", a branch of the writer's union) name no field of the
      // reader.
    }
    return path.toString();
  }

  static String join(String prefix, String path) {
    boolean apart =
        !prefix.isEmpty() && !path.isEmpty() && !path.startsWith("[") && !path.startsWith("{");
    return prefix + (apart ? "." : "") + path;
  }
}
