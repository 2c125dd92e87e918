package io.insideout.services.webhooks;

import io.insideout.catalog.OrderState;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Problem.FieldError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a caller may say of a subscription: the part that can be changed.
///
/// @param url where events are posted
/// @param states those of the versions that are wanted; all where absent or empty
record WebhookRequest(
    @Nullable String url, @Nullable List<@Nullable String> states, @Nullable String description) {
  private static final int LONGEST_URL = 1_000;
  private static final int LONGEST_DESCRIPTION = 200;
  private static final int MOST_PORTS = 65_535;
  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]*");

  /// What was asked for, once it was checked.
  record Checked(String url, String host, List<OrderState> states, @Nullable String description) {}

  /// @throws Problem 400 that names every field that is wrong
  Checked check() {
    List<FieldError> errors = new ArrayList<>();
    URI checkedUrl = url(url, errors);
    List<OrderState> checkedStates = states(errors);
    if (description != null
        && (description.isBlank() || description.length() > LONGEST_DESCRIPTION)) {
      errors.add(
          new FieldError(
              "description", "is 1 to " + LONGEST_DESCRIPTION + " characters, or left out"));
    }
    if (!errors.isEmpty() || checkedUrl == null) {
      throw Problem.invalid(errors);
    }
    return new Checked(
        checkedUrl.toString(),
        checkedUrl.getHost(),
        checkedStates,
        description == null ? null : description.strip());
  }

  private static @Nullable URI url(@Nullable String text, List<FieldError> errors) {
    if (text == null || text.isEmpty() || text.length() > LONGEST_URL) {
      errors.add(new FieldError("url", "is required: 1 to " + LONGEST_URL + " characters"));
      return null;
    }
    try {
      URI parsed = new URI(text);
      Optional<String> objection = objection(parsed, text);
      if (objection.isEmpty()) {
        return parsed;
      }
      errors.add(new FieldError("url", objection.get()));
    } catch (URISyntaxException e) {
      errors.add(new FieldError("url", "is not an address such as https://shop.example/orders"));
    }
    return null;
  }

  private static Optional<String> objection(URI parsed, String text) {
    if (!PRINTABLE.matcher(text).matches()
        || parsed.getHost() == null
        || parsed.getHost().contains("%")
        || !String.valueOf(parsed.getScheme()).matches("https?")) {
      return Optional.of("is not an address such as https://shop.example/orders");
    }
    if (parsed.getRawUserInfo() != null) {
      return Optional.of("must not hold a user or a password");
    }
    if (parsed.getRawFragment() != null) {
      return Optional.of("must not have a fragment");
    }
    boolean hasPort =
        parsed.getPort() == -1 || (parsed.getPort() > 0 && parsed.getPort() <= MOST_PORTS);
    return hasPort ? Optional.empty() : Optional.of("has a port that there is not");
  }

  private List<OrderState> states(List<FieldError> errors) {
    List<OrderState> checked = new ArrayList<>();
    List<@Nullable String> asked = states == null ? List.of() : states;
    for (int i = 0; i < asked.size() && errors.size() < 20; i++) {
      String name = String.valueOf(asked.get(i));
      Optional<OrderState> state =
          Arrays.stream(OrderState.values()).filter(one -> one.name().equals(name)).findFirst();
      if (state.isEmpty()) {
        errors.add(
            new FieldError("states[" + i + "]", "is one of " + List.of(OrderState.values())));
      } else if (!checked.contains(state.get())) {
        checked.add(state.get());
      }
    }
    return List.copyOf(checked);
  }
}
