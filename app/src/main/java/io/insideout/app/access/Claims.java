package io.insideout.app.access;

import com.nimbusds.jwt.JWTClaimsSet;
import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Caller.Customer;
import io.insideout.runtime.http.Caller.Operator;
import io.insideout.runtime.http.Caller.Stranger;
import io.insideout.runtime.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads who somebody is from what a token claims, once it is believed.
///
/// @param rolesClaim where the roles stand: a list, or words; a claim within another is named with
///   dots, such as `realm_access.roles`
/// @param customerClaim where the customer's id stands
public record Claims(String rolesClaim, String customerClaim) {
  static final String OPERATOR = "operator";
  static final String CUSTOMER = "customer";

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern DOT = Pattern.compile("\\.");

  /// @throws Problem 403 if it is a customer, and nothing says which
  Caller caller(JWTClaimsSet claims, Instant until) {
    List<String> roles = words(claim(claims, rolesClaim));
    if (roles.contains(OPERATOR)) {
      return new Operator(until);
    }
    if (!roles.contains(CUSTOMER)) {
      return new Stranger(until);
    }
    return Optional.ofNullable(claim(claims, customerClaim))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(id -> !id.isBlank())
        .map(id -> new Customer(id, until))
        .orElseThrow(
            () ->
                Problem.forbidden(
                    "the token has the role customer, and no text '%s' that says which"
                        .formatted(customerClaim)));
  }

  /// Names of claims have dots too, where they are addresses: the whole name comes first.
  private static @Nullable Object claim(JWTClaimsSet claims, String name) {
    Object whole = claims.getClaim(name);
    return whole != null ? whole : within(claims.getClaims(), name);
  }

  private static @Nullable Object within(Map<String, Object> claims, String path) {
    Object at = claims;
    for (String name : DOT.splitAsStream(path).toList()) {
      at = at instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return at;
  }

  private static List<String> words(@Nullable Object roles) {
    return switch (roles) {
      case String text -> BLANKS.splitAsStream(text.strip()).toList();
      case List<?> list ->
          list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
      case null, default -> List.of();
    };
  }
}
