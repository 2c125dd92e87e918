package io.insideout.acceptance;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/// Whoever takes spans, by OpenTelemetry's protocol: it can be told to refuse them.
final class SpanReceiver implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Taken> spans = new ConcurrentHashMap<>();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean refusing;

  /// A span as it was taken.
  ///
  /// @param id within its trace
  /// @param parent empty where it has none
  record Taken(
      String trace,
      String id,
      String parent,
      String name,
      String service,
      long startNanos,
      long endNanos,
      Map<String, String> attributes) {
    /// The record that it is of, as `topic/partition/offset`.
    String coordinates() {
      return attributes.get("messaging.destination.name")
          + "/"
          + attributes.get("messaging.destination.partition.id")
          + "/"
          + attributes.get("kafka.offset");
    }
  }

  private SpanReceiver(HttpServer server) {
    this.server = server;
  }

  static SpanReceiver open() throws IOException {
    SpanReceiver receiver =
        new SpanReceiver(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    receiver.server.createContext("/v1/traces", receiver::take);
    receiver.server.start();
    return receiver;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange;
        GZIPInputStream body = new GZIPInputStream(exchange.getRequestBody())) {
      ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
      if (refusing) {
        refused.incrementAndGet();
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      for (ResourceSpans one : request.getResourceSpansList()) {
        String service = texts(one.getResource().getAttributesList()).get("service.name");
        one.getScopeSpansList().stream()
            .flatMap(scope -> scope.getSpansList().stream())
            .map(span -> taken(String.valueOf(service), span))
            .forEach(taken -> spans.put(taken.coordinates(), taken));
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static Taken taken(String service, Span span) {
    return new Taken(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getName(),
        service,
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        texts(span.getAttributesList()));
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                one ->
                    one.getValue().hasIntValue()
                        ? Long.toString(one.getValue().getIntValue())
                        : one.getValue().getStringValue()));
  }

  /// Refuses what comes from now on, or no longer does.
  void refuses(boolean all) {
    refusing = all;
  }

  /// How many requests were refused.
  int refused() {
    return refused.get();
  }

  /// What was taken, by the records' coordinates.
  Map<String, Taken> spans() {
    return Map.copyOf(spans);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
