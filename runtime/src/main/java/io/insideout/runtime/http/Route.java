package io.insideout.runtime.http;

import io.insideout.runtime.view.Sight;

/// One route of the HTTP door.
///
/// @param method in capitals
/// @param path with variables in braces, such as `/api/orders/{id}`
/// @param access whom it is for
public record Route(String method, String path, Access access, Handler handler) {
  /// Answers a request, in a virtual thread of its own: it may block.
  public interface Handler {
    Answer handle(Request request) throws InterruptedException;
  }

  PathPattern pattern() {
    return PathPattern.of(path);
  }

  /// Has a request answered, and says with the answer what it is made of: see [Sight].
  Answer answer(Request request) throws InterruptedException {
    Sight sight = Sight.of(request.header(Sight.AT_LEAST), request.header(Sight.WITHOUT));
    Answer answer =
        ScopedValue.where(Sight.CURRENT, sight)
            .<Answer, InterruptedException>call(() -> handler.handle(request));
    for (var header : sight.headers().entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return answer;
  }

  /// A route for operators.
  public Route(String method, String path, Handler handler) {
    this(method, path, Access.OPERATORS, handler);
  }

  public static Route get(String path, Handler handler) {
    return new Route("GET", path, handler);
  }

  public static Route post(String path, Handler handler) {
    return new Route("POST", path, handler);
  }

  public static Route put(String path, Handler handler) {
    return new Route("PUT", path, handler);
  }

  public static Route delete(String path, Handler handler) {
    return new Route("DELETE", path, handler);
  }

  /// The same route for customers too. Its handler shows each what is theirs.
  public Route forCustomers() {
    return new Route(method, path, Access.CUSTOMERS, handler);
  }

  /// The same route for anybody.
  public Route forAnybody() {
    return new Route(method, path, Access.OPEN, handler);
  }
}
