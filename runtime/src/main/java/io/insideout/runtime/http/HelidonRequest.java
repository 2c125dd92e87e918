package io.insideout.runtime.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A request that came through Helidon.
final class HelidonRequest implements Request {
  private final ServerRequest request;
  private final Map<String, String> variables;
  private final Caller caller;
  private final Body body;

  HelidonRequest(ServerRequest request, Route route, Caller caller, Body body) {
    this.request = request;
    this.variables = route.pattern().variables(request.prologue().uriPath()).orElse(Map.of());
    this.caller = caller;
    this.body = body;
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public String peer() {
    return request.remotePeer().host();
  }

  @Override
  public String path(String name) {
    return Objects.requireNonNull(variables.get(name), name);
  }

  @Override
  public Optional<String> query(String name) {
    if (!request.query().contains(name)) {
      return Optional.empty();
    }
    List<String> values = request.query().all(name);
    if (values.size() > 1) {
      throw Problem.invalid(name, "is given more than once");
    }
    if (values.stream().anyMatch(String::isEmpty)) {
      throw Problem.invalid(name, "is empty; leave it out where it is not meant");
    }
    return values.stream().findFirst();
  }

  @Override
  public Set<String> queryNames() {
    return request.query().names();
  }

  @Override
  public Optional<String> header(String name) {
    HeaderName header = HeaderNames.create(name);
    if (request.headers().contains(header) && request.headers().get(header).valueCount() > 1) {
      throw Problem.invalid(name, "is given more than once");
    }
    return request.headers().first(header);
  }

  @Override
  public String target() {
    String query = request.query().rawValue();
    return HttpDoor.path(request) + (query.isEmpty() ? "" : "?" + query);
  }

  @Override
  public byte[] bytes() {
    return body.bytes();
  }
}
