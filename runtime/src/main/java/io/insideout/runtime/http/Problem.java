package io.insideout.runtime.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.insideout.runtime.view.Sight;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is wrong with a request, in the terms of RFC 9457 (problem details for HTTP APIs). Thrown
/// by handlers, answered as `application/problem+json`.
public final class Problem extends RuntimeException {
  /// What is wrong with one field.
  ///
  /// @param field its path in the body, such as `lines[0].quantity`, or the name of a parameter
  /// @param message one sentence
  public record FieldError(String field, String message) {}

  /// The body of the answer.
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Body(
      String type,
      String title,
      int status,
      @Nullable String detail,
      @Nullable String instance,
      List<FieldError> errors) {}

  private final String type;
  private final String title;
  private final int status;
  private final List<FieldError> errors;
  private final long retryAfterSeconds;

  public Problem(int status, String type, String title, String detail, List<FieldError> errors) {
    this(status, type, title, detail, errors, status == 503 ? 1 : 0);
  }

  private Problem(
      int status,
      String type,
      String title,
      String detail,
      List<FieldError> errors,
      long retryAfterSeconds) {
    super(detail, null, false, false);
    this.retryAfterSeconds = retryAfterSeconds;
    this.status = status;
    this.type = type;
    this.title = title;
    this.errors = List.copyOf(errors);
  }

  /// 400: the request cannot be read or breaks a rule; each error names its field.
  public static Problem invalid(List<FieldError> errors) {
    return new Problem(
        400,
        "invalid-request",
        "The request is not valid",
        errors.size() == 1
            ? errors.getFirst().field() + " " + errors.getFirst().message()
            : errors.size() + " fields are not valid",
        errors);
  }

  /// 400, for one field.
  public static Problem invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  /// 401: nobody says who asks.
  public static Problem tokenMissing() {
    return new Problem(
        401,
        "token-missing",
        "Say who you are",
        "send a token: Authorization: Bearer ...",
        List.of());
  }

  /// 401: what says who asks cannot be believed.
  public static Problem tokenRefused(String detail) {
    return new Problem(401, "token-refused", "The token is not taken", detail, List.of());
  }

  /// 403: it is known who asks, and this is not for them.
  public static Problem forbidden(String detail) {
    return new Problem(403, "forbidden", "Not for you", detail, List.of());
  }

  /// 404: there is no such thing.
  public static Problem notFound(String detail) {
    return new Problem(404, "not-found", "There is no such thing", detail, List.of());
  }

  /// 409: the request contradicts what is.
  public static Problem conflict(String detail) {
    return new Problem(409, "conflict", "The request contradicts what is there", detail, List.of());
  }

  /// 421: another instance of the same service can tell; nothing was done.
  public static Problem elsewhere(String detail) {
    return new Problem(
        421, "elsewhere", "Another instance has it", detail + "; ask the gateway", List.of());
  }

  /// 429: the caller asks more than one may.
  static Problem tooManyRequests(String detail, long retryAfterSeconds) {
    return new Problem(
        429, "too-many-requests", "Not so fast", detail, List.of(), Math.max(1, retryAfterSeconds));
  }

  /// 503: it cannot be done at this moment, and may be tried again.
  public static Problem unavailable(String detail) {
    return new Problem(503, "unavailable", "Not at this moment", detail, List.of());
  }

  public int status() {
    return status;
  }

  /// What the answer's headers say besides.
  Map<String, String> headers() {
    if (status == 401) {
      return Map.of(
          "WWW-Authenticate",
          type.equals("token-refused") ? "Bearer error=\"invalid_token\"" : "Bearer");
    }
    if (type.equals("elsewhere")) {
      return Map.of(Sight.ELSEWHERE, "true");
    }
    return retryAfterSeconds > 0
        ? Map.of("Retry-After", Long.toString(retryAfterSeconds))
        : Map.of();
  }

  /// The body for a request to that path.
  public Body body(String path) {
    return new Body("/problems/" + type, title, status, getMessage(), path, errors);
  }
}
