package io.insideout.console.log;

import io.insideout.catalog.CardTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What nobody is to read in a record: card tokens, of which the last four characters are shown as
/// they are of an order, and secrets. For one record: what stands in such a field is hidden in the
/// record's key and headers too.
final class Masks {
  private static final Set<String> SECRETS =
      Set.of("secret", "clientsecret", "password", "authorization", "apikey");
  private static final String CARD_TOKEN = "cardtoken";
  private static final String CARD = "card:";
  private static final String HIDDEN = "…";

  /// Shorter ones would be found in words that have nothing to do with them.
  private static final int RECOGNIZED = 6;

  private final Map<String, String> masked = new HashMap<>();

  /// A value in which what is hidden is masked.
  @Nullable Object tree(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        map.forEach((name, one) -> shown.put(text(String.valueOf(name)), named(name, one)));
        yield shown;
      }
      case List<?> list -> {
        List<@Nullable Object> shown = new ArrayList<>();
        list.forEach(one -> shown.add(tree(one)));
        yield shown;
      }
      case String text -> text(text);
      case null -> null;
      default -> value;
    };
  }

  private @Nullable Object named(Object name, @Nullable Object value) {
    return value instanceof String text ? field(String.valueOf(name), text) : tree(value);
  }

  /// The text of a field or a header of that name.
  String field(String name, String text) {
    String plain = name.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    if (SECRETS.contains(plain)) {
      masked.put(text, HIDDEN);
      return HIDDEN;
    }
    return plain.equals(CARD_TOKEN) ? card(text) : text(text);
  }

  /// A card's token.
  String card(String token) {
    String shown = CardTokens.masked(token);
    masked.put(token, shown);
    return shown;
  }

  /// A text that may have one of them in it.
  String text(String text) {
    if (text.startsWith(CARD)) {
      return CARD + card(text.substring(CARD.length()));
    }
    String shown = text;
    for (Map.Entry<String, String> one : masked.entrySet()) {
      if (text.equals(one.getKey())) {
        return one.getValue();
      }
      if (one.getKey().length() >= RECOGNIZED) {
        shown = shown.replace(one.getKey(), one.getValue());
      }
    }
    return shown;
  }
}
