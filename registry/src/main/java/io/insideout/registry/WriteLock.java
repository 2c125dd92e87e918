package io.insideout.registry;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.insideout.runtime.schema.RegistryLogin;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Lets everybody ask for schemas, which are no secret, and only those who say who they are change
/// anything: so nobody else registers, deletes, or says what is compatible.
///
/// @param writers as they make themselves known; nothing where everybody may write
record WriteLock(Optional<RegistryLogin> writers) {
  private static final Set<Method> READING = Set.of(Method.GET, Method.HEAD);

  /// Questions that need a body: whether a schema is registered, and whether it would fit.
  private static final Pattern QUESTION =
      Pattern.compile("/subjects/[^/]+/?|/compatibility/subjects/[^/]+/versions(/[^/]+)?/?");

  /// @throws RegistryError 401 if the request needs a login and has none that is known
  void check(ServerRequest request) {
    if (writers.isEmpty() || isQuestion(request)) {
      return;
    }
    String told = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
    if (!writers.get().is(told)) {
      throw RegistryError.unauthorized();
    }
  }

  private static boolean isQuestion(ServerRequest request) {
    Method method = request.prologue().method();
    return READING.contains(method)
        || (method.equals(Method.POST) && QUESTION.matcher(request.path().rawPath()).matches());
  }
}
