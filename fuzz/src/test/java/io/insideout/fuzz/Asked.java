package io.insideout.fuzz;

import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A request that came over no connection.
///
/// @param path the variables of its path
/// @param query its parameters
/// @param headers by name
public record Asked(
    Map<String, String> path, Map<String, String> query, Map<String, String> headers, byte[] bytes)
    implements Request {
  public static Asked withQuery(Map<String, String> query) {
    return new Asked(Map.of(), query, Map.of(), new byte[0]);
  }

  public static Asked withHeaders(Map<String, String> headers) {
    return new Asked(Map.of(), Map.of(), headers, new byte[0]);
  }

  @Override
  public Caller caller() {
    return Caller.anybody();
  }

  @Override
  public String peer() {
    return "127.0.0.1";
  }

  @Override
  public String path(String name) {
    return path.getOrDefault(name, "");
  }

  @Override
  public Optional<String> query(String name) {
    String value = query.get(name);
    if ("".equals(value)) {
      throw Problem.invalid(name, "is empty; leave it out where it is not meant");
    }
    return Optional.ofNullable(value);
  }

  @Override
  public Set<String> queryNames() {
    return query.keySet();
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  @Override
  public String target() {
    return "/";
  }
}
