package io.insideout.runtime.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JSON as it comes in and goes out. What comes in is taken literally: unknown and repeated fields,
/// wrong types and trailing text are errors, and each error names its field.
public final class Json {
  private static final int LONGEST_PATH = 100;
  private static final ObjectMapper MAPPER = mapper();

  private Json() {}

  private static ObjectMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxStringLength(10_000)
                    .maxNumberLength(40)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            text -> {
              for (CoercionInputShape shape :
                  List.of(
                      CoercionInputShape.Integer,
                      CoercionInputShape.Float,
                      CoercionInputShape.Boolean)) {
                text.setCoercion(shape, CoercionAction.Fail);
              }
            })
        .addModule(new SimpleModule().addDeserializer(String.class, new WholeText()))
        .build();
  }

  /// Half of a surrogate pair is no character: it cannot be written to the log as it came.
  private static final class WholeText extends StringDeserializer {
    private static final long serialVersionUID = 1;

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = super.deserialize(parser, context);
      if (text != null && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw JsonMappingException.from(parser, "it holds half of a surrogate pair");
      }
      return text;
    }
  }

  /// Reads a body.
  ///
  /// @throws Problem 400 that names the field, if it is not JSON of that shape
  public static <T> T read(byte[] body, Class<T> type) {
    if (body.length == 0) {
      throw Problem.invalid("body", "is missing");
    }
    T value;
    try (JsonParser parser = MAPPER.createParser(body)) {
      value = read(parser, type);
    } catch (IOException e) {
      throw Problem.invalid("body", "cannot be read");
    }
    if (value == null) {
      throw Problem.invalid("body", "is null");
    }
    return value;
  }

  private static <T> T read(JsonParser parser, Class<T> type) throws IOException {
    try {
      return MAPPER.readValue(parser, type);
    } catch (UnrecognizedPropertyException e) {
      throw Problem.invalid(path(e), "is not known here; known are " + e.getKnownPropertyIds());
    } catch (MismatchedInputException e) {
      throw Problem.invalid(path(e), "has the wrong type: " + expected(e));
    } catch (JsonMappingException e) {
      switch (e.getCause()) {
        case Problem problem -> throw problem;
        case JsonProcessingException malformed -> throw malformed(malformed, parser);
        case null, default ->
            throw Problem.invalid(path(e), "cannot be read: " + e.getOriginalMessage());
      }
    } catch (JsonProcessingException e) {
      throw malformed(e, parser);
    }
  }

  /// Writes an answer.
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass(), e);
    }
  }

  /// A text of JSON as a value within an answer; any other text stays a text.
  public static Object tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  /// Not JSON, or more of it than is read: named by where the parser stood.
  private static Problem malformed(JsonProcessingException e, JsonParser parser) {
    String what =
        e.getOriginalMessage().replaceAll("(?s) \\(start marker.*|: enable `.*|, from `[^`]*`", "");
    String where =
        e.getLocation() == null
            ? ""
            : " (line %d, column %d)"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    return Problem.invalid(path(parser.getParsingContext()), "is not valid JSON: " + what + where);
  }

  private static String path(@Nullable JsonStreamContext context) {
    StringBuilder path = new StringBuilder();
    for (JsonStreamContext at = context; at != null && !at.inRoot(); at = at.getParent()) {
      if (at.inArray() && at.hasCurrentIndex()) {
        path.insert(0, path.isEmpty() || path.charAt(0) == '[' ? "" : ".");
        path.insert(0, "[" + at.getCurrentIndex() + "]");
      } else if (at.getCurrentName() != null) {
        path.insert(0, path.isEmpty() || path.charAt(0) == '[' ? "" : ".");
        path.insert(0, at.getCurrentName());
      }
    }
    return path.isEmpty() || path.length() > LONGEST_PATH ? "body" : path.toString();
  }

  private static String expected(MismatchedInputException e) {
    Class<?> type = e.getTargetType();
    if (type == null) {
      return "the body ends too early or goes on behind its end";
    }
    if (type == String.class) {
      return "a string is expected";
    }
    if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
      return "a whole number is expected";
    }
    return List.class.isAssignableFrom(type) ? "a list is expected" : "an object is expected";
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? "body" : path.toString();
  }
}
