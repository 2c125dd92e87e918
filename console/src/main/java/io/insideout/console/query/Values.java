package io.insideout.console.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.insideout.runtime.http.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What stands at a path of a record as it is shown: of a list, every element.
final class Values {
  private Values() {}

  static List<Object> at(@Nullable Object tree, List<String> path) {
    Stream<Object> here = elements(tree);
    for (String name : path) {
      here =
          here.flatMap(
              one -> one instanceof Map<?, ?> map ? elements(map.get(name)) : Stream.empty());
    }
    return here.toList();
  }

  private static Stream<Object> elements(@Nullable Object tree) {
    return tree instanceof Collection<?> list
        ? list.stream().filter(Objects::nonNull).flatMap(Values::elements)
        : Stream.ofNullable(tree);
  }

  /// How two values stand to one another, or nothing where they are of different kinds.
  static OptionalInt order(Object found, Object wanted) {
    return switch (wanted) {
      case BigDecimal number when found instanceof Number one && isFinite(one) ->
          OptionalInt.of(new BigDecimal(one.toString()).compareTo(number));
      case String text when found instanceof String one -> OptionalInt.of(one.compareTo(text));
      case Boolean truth when found instanceof Boolean one -> OptionalInt.of(one.compareTo(truth));
      default -> OptionalInt.empty();
    };
  }

  /// JSON can say a number that is too large for any, such as 1e999.
  private static boolean isFinite(Number number) {
    return Double.isFinite(number.doubleValue()) || number instanceof BigInteger;
  }

  /// Upper and lower case are the same here: who searches by a part does not know the whole.
  static boolean contains(Object found, String part) {
    String text = found instanceof String one ? one : new String(Json.write(found), UTF_8);
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
