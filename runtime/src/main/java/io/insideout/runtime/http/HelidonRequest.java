package io.insideout.runtime.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request that came through Helidon.
final class HelidonRequest implements Request {
  private final ServerRequest request;
  private final Map<String, String> variables;
  private final Caller caller;
  // It comes once, and may be asked for more than once.
  private byte @Nullable [] read;

  HelidonRequest(ServerRequest request, Route route, Caller caller) {
    this.request = request;
    this.variables = route.pattern().variables(request.prologue().uriPath()).orElse(Map.of());
    this.caller = caller;
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
    byte[] body = read;
    if (body == null) {
      body = request.content().hasEntity() ? readBody() : new byte[0];
      read = body;
    }
    return body;
  }

  private byte[] readBody() {
    long toldBytes = request.headers().contentLength().orElse(0);
    // Who asks before sending is told at once, and sends nothing.
    if (request.headers().contains(HeaderNames.EXPECT) && toldBytes > HttpDoor.MAX_BODY_BYTES) {
      throw tooLarge();
    }
    byte[] body;
    try (InputStream in = request.content().inputStream()) {
      body = in.readNBytes(HttpDoor.MAX_BODY_BYTES + 1);
      if (body.length > HttpDoor.MAX_BODY_BYTES) {
        // Whether more comes of a body whose length is not told, nobody knows: it is not waited
        // for.
        in.skipNBytes(Math.max(0, toldBytes - body.length));
        throw tooLarge();
      }
    } catch (HttpException | RequestException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Helidon answers a chunk without a length, or an end before it is due, with whatever its
      // reader stumbles over: all of it is the sender's fault.
      throw new BrokenBody(e);
    }
    return body;
  }

  private static HttpException tooLarge() {
    return new HttpException("too large", Status.REQUEST_ENTITY_TOO_LARGE_413);
  }

  /// The body cannot be read to its end, so nothing that follows on the connection can.
  static final class BrokenBody extends RuntimeException {
    BrokenBody(Exception cause) {
      super(cause);
    }
  }
}
