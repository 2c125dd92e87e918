package io.insideout.runtime.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.insideout.runtime.Part;
import io.insideout.runtime.StartFailure;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The HTTP door: all routes of the process behind one address. Whatever goes wrong is answered as
/// a problem; no stack trace leaves the house. When it closes, whoever waits is answered first.
public final class HttpDoor implements Part {
  /// The largest body that is taken, in bytes.
  public static final int MAX_BODY_BYTES = 1 << 20;

  /// The most bytes of a body that are read at all, in bytes. Where a door closes on a sender that
  /// is still sending, the sender may not come to read why: so what is too large, and tells its
  /// length, is read to its end and thrown away, up to here.
  static final int MAX_READ_BYTES = 8 << 20;

  private static final Duration ROOM_WITHIN = Duration.ofSeconds(5);

  private final String host;
  private final int port;
  private final List<Route> routes;
  private final Guard guard;
  private final HostNames names;
  private final DoorLimits limits;
  private final Optional<DoorTls> tls;
  private final BodyRoom room;
  private final Patience patience = new Patience();
  private final Sender sender;
  private final Visits visits = new Visits();
  private final Callers callers;
  private volatile boolean draining;
  private boolean isThisMachines;
  private @Nullable WebServer server;

  /// A door at which nobody is asked who they are.
  ///
  /// @param host the address to listen at; loopback unless told otherwise
  /// @param port 0 for any free one
  public HttpDoor(String host, int port, List<Route> routes) {
    this(host, port, routes, Guard.NONE, HostNames.thisMachineAnd(List.of()), CallerLimits.NONE);
  }

  /// @param guard tells who asks, wherever that matters
  /// @param names by which it may be called, where it is at loopback
  /// @param each what one caller may ask
  public HttpDoor(
      String host, int port, List<Route> routes, Guard guard, HostNames names, CallerLimits each) {
    this(host, port, routes, guard, names, each, DoorLimits.ofProcess(), Optional.empty());
  }

  /// @param guard tells who asks, wherever that matters
  /// @param names by which it may be called, where it is at loopback
  /// @param each what one caller may ask
  /// @param tls how it proves who it is, if it does
  public HttpDoor(
      String host,
      int port,
      List<Route> routes,
      Guard guard,
      HostNames names,
      CallerLimits each,
      Optional<DoorTls> tls) {
    this(host, port, routes, guard, names, each, DoorLimits.ofProcess(), tls);
  }

  HttpDoor(
      String host,
      int port,
      List<Route> routes,
      Guard guard,
      HostNames names,
      CallerLimits each,
      DoorLimits limits,
      Optional<DoorTls> tls) {
    this.host = host;
    this.tls = tls;
    this.port = port;
    this.routes = List.copyOf(routes);
    this.guard = guard;
    this.names = names;
    this.callers = new Callers(each, System::nanoTime);
    this.limits = limits;
    this.room = new BodyRoom(limits.bodyBytes(), ROOM_WITHIN);
    this.sender = new Sender(limits, patience, () -> draining);
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public void start() {
    patience.start();
    try {
      InetAddress address = InetAddress.getByName(host);
      // Elsewhere nobody can tell by which names it is known.
      isThisMachines = address.isLoopbackAddress();
      WebServerConfig.Builder building = WebServer.builder();
      tls.ifPresent(own -> building.tls(Tls.builder().sslContext(own.context()).build()));
      WebServer starting =
          building
              .address(address)
              .port(port)
              .shutdownHook(false)
              .maxPayloadSize(MAX_READ_BYTES)
              .maxTcpConnections(limits.connections())
              .idleConnectionTimeout(limits.idle())
              .idleConnectionPeriod(limits.idle().dividedBy(8))
              // One alone: where there are more, Helidon waits for a first byte without an end.
              .protocolsDiscoverServices(false)
              .addProtocol(
                  Http1Config.builder()
                      .addReceiveListener(new Heads(patience, limits.head()))
                      .build())
              .backlog(4_096)
              .shutdownGracePeriod(Duration.ofSeconds(2))
              .connectionOptions(
                  SocketOptions.builder().tcpNoDelay(true).socketKeepAlive(true).build())
              .directHandlers(Refusals.directHandlers())
              .routing(this::routing)
              .build()
              .start();
      server = starting;
      // Helidon tells of a port that is taken in its log alone.
      if (!starting.isRunning()) {
        throw new StartFailure(taken());
      }
    } catch (UnknownHostException e) {
      throw new StartFailure("No such address to listen at: " + host, e);
    } catch (UncheckedIOException | IllegalStateException e) {
      throw new StartFailure(taken(), e);
    }
  }

  private String taken() {
    return "Cannot listen at %s:%d. Is another process there? Choose another port with --http-port."
        .formatted(host, port);
  }

  /// Where the door is, once started.
  public URI url() {
    WebServer started = server;
    if (started == null) {
      throw new IllegalStateException("the door is not open");
    }
    String name = tls.map(DoorTls::name).filter(one -> !one.isEmpty()).orElse(host);
    return URI.create((tls.isPresent() ? "https://" : "http://") + name + ":" + started.port());
  }

  private void routing(HttpRouting.Builder routing) {
    for (Route route : routes) {
      routing.route(
          Method.create(route.method()),
          route.pattern(),
          (request, response) -> handle(route, request, response));
    }
    routing.any(
        (request, response) ->
            sender.send(request, response, Refusals.noRoute(routes, request), body(request)));
    routing.error(
        Throwable.class,
        (request, response, e) ->
            sender.send(request, response, Refusals.of(e, request, false), body(request)));
  }

  private Body body(ServerRequest request) {
    return new Body(request, limits, patience, room);
  }

  private void handle(Route route, ServerRequest request, ServerResponse response) {
    try (Body body = body(request)) {
      if (!visits.enter()) {
        sender.send(request, response, Refusals.closing(path(request)), body);
        return;
      }
      try {
        visit(route, request, response, body);
      } finally {
        visits.leave();
      }
    }
  }

  private void visit(Route route, ServerRequest request, ServerResponse response, Body body) {
    Request asked = new HelidonRequest(request, route, Caller.nobody(), body);
    Caller caller;
    Callers.Turn turn;
    try {
      caller = caller(route, asked);
      turn = turn(route, caller, asked);
    } catch (InterruptedException | RuntimeException e) {
      Answer refusal = Refusals.of(e, request, visits.closing());
      visits.worked();
      sender.send(request, response, refusal, body);
      return;
    }
    try (turn;
        Stay stay = Stay.until(caller.until())) {
      Answer answer;
      try {
        answer = route.answer(new HelidonRequest(request, route, caller, body));
      } catch (CloseConnectionException e) {
        throw e;
      } catch (InterruptedException | RuntimeException e) {
        answer =
            Refusals.of(
                stay.isOver() ? Problem.tokenRefused("it has expired meanwhile") : e,
                request,
                visits.closing());
      } finally {
        visits.worked();
      }
      sender.send(request, response, answer.within(stay), body);
    }
  }

  private Caller caller(Route route, Request asked) throws InterruptedException {
    if (isThisMachines) {
      names.check(asked.header("Host"));
    }
    ForeignPage.refuse(route.method(), asked);
    if (route.access() == Access.OPEN) {
      return Caller.nobody();
    }
    try {
      Caller caller = guard.caller(asked.header("Authorization"));
      route.access().admit(caller);
      return caller;
    } catch (Problem refused) {
      // Whoever tries tokens is counted too, and told so at last.
      callers.enter(CallerNames.ofPeer(asked.peer())).close();
      throw refused;
    }
  }

  /// What is for anybody is not counted: who starts and ends processes asks it, and providers tell
  /// by it.
  private Callers.@Nullable Turn turn(Route route, Caller caller, Request asked) {
    return route.access() == Access.OPEN
        ? null
        : CallerNames.of(caller, asked.peer(), guard.knowsCallers())
            .map(callers::enter)
            .orElse(null);
  }

  static String path(ServerRequest request) {
    return request.prologue().uriPath().rawPath();
  }

  @Override
  public Optional<String> trouble() {
    WebServer started = server;
    if (started == null || !started.isRunning()) {
      return Optional.of("closed");
    }
    return draining ? Optional.of("closing") : Optional.empty();
  }

  /// From here on each answer is the last on its connection: whoever comes again comes in by
  /// another door, where there is one. Until it is closed everybody is answered.
  public void drain() {
    draining = true;
  }

  @Override
  public void close() {
    visits.close();
    WebServer started = server;
    if (started != null) {
      started.stop();
    }
    patience.close();
  }
}
