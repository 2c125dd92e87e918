package io.insideout.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.DoorTls;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The registry's HTTP door. Whatever a caller sends, the answer is JSON with an error code and a
/// sentence, and never a stack trace.
final class RegistryServer {
  /// How much of a body is read and thrown away before the connection is cut.
  private static final long MAX_PAYLOAD_BYTES = 16L * 1024 * 1024;

  private static final int MAX_CONNECTIONS = 2_000;
  private static final Duration IDLE = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  private RegistryServer() {}

  /// @param port 0 for one that is free
  /// @param tls how it proves who it is, if it does
  /// @throws StartFailure if the port cannot be had, or the certificate cannot be used
  static WebServer start(
      String host, int port, Routes routes, WriteLock lock, Optional<DoorTls> tls) {
    var building = WebServer.builder();
    tls.ifPresent(own -> building.tls(Tls.builder().sslContext(own.context()).build()));
    var server =
        building
            .host(host)
            .port(port)
            .maxPayloadSize(MAX_PAYLOAD_BYTES)
            .maxTcpConnections(MAX_CONNECTIONS)
            .idleConnectionTimeout(IDLE)
            .idleConnectionPeriod(IDLE.dividedBy(8))
            // One alone: where there are more, Helidon waits for a first byte without an end.
            .protocolsDiscoverServices(false)
            .addProtocol(Http1Config.create())
            .shutdownHook(false)
            .directHandlers(directHandlers())
            .routing(
                routing ->
                    routing.any((request, response) -> handle(routes, lock, request, response)))
            .build()
            .start();
    // Helidon logs that it could not bind, and says no more than this.
    if (!server.isRunning()) {
      throw new StartFailure(
          "The registry cannot listen on %s:%d: the port is taken, or the address is none of this machine. Choose another."
              .formatted(host, port));
    }
    return server;
  }

  private static void handle(
      Routes routes, WriteLock lock, ServerRequest request, ServerResponse response) {
    try {
      lock.check(request);
      send(request, response, 200, routes.answer(request));
    } catch (RegistryError e) {
      send(request, response, e.status(), error(e.code(), e.text()));
    } catch (CloseConnectionException | RequestException e) {
      // A request that broke on the wire: Helidon's direct handlers answer it, and hang up.
      throw e;
    } catch (HttpException e) {
      int status = e.status().code();
      send(request, response, status, error(status, e.status().reasonPhrase()));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("{} {} failed", request.prologue().method(), request.path().rawPath(), e);
      var fault = RegistryError.fault();
      send(request, response, fault.status(), error(fault.code(), fault.text()));
    }
  }

  private static void send(
      ServerRequest request, ServerResponse response, int status, JsonNode body) {
    // After a broken or overlong body nobody knows where the next request begins.
    boolean last =
        status == 400
            || status == 413
            || status == RegistryError.UNAUTHORIZED
            || asksToClose(request);
    response.status(status).header(HeaderNames.CONTENT_TYPE, CONTENT_TYPE);
    if (status == RegistryError.UNAUTHORIZED) {
      response.header(HeaderNames.WWW_AUTHENTICATE, "Basic realm=\"schema registry\"");
    }
    if (last) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    response.send(Json.write(body));
    if (last) {
      // Helidon 4.5 would leave the connection open after it has said that it closes it.
      throw new CloseConnectionException("the last answer on this connection");
    }
  }

  private static boolean asksToClose(ServerRequest request) {
    return request.headers().contains(HeaderValues.CONNECTION_CLOSE);
  }

  private static JsonNode error(int code, String message) {
    return Json.object().put("error_code", code).put("message", message);
  }

  /// Answers to what never became a request.
  private static DirectHandlers directHandlers() {
    DirectHandler handler =
        (request, type, status, headers, message) ->
            DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, CONTENT_TYPE)
                .entity(Json.write(error(status.code(), status.reasonPhrase())))
                .keepAlive(
                    type != EventType.INTERNAL_ERROR && !status.equals(Status.BAD_REQUEST_400))
                .build();
    var handlers = DirectHandlers.builder();
    for (var type : EventType.values()) {
      handlers.addHandler(type, handler);
    }
    return handlers.build();
  }
}
