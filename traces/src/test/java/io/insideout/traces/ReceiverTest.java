package io.insideout.traces;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.insideout.runtime.StartFailure;
import io.insideout.testkit.LostDoor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final List<ExportTraceServiceRequest> taken =
      Collections.synchronizedList(new ArrayList<>());
  private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger status = new AtomicInteger(200);
  private HttpServer server;

  @SuppressWarnings("NullAway.Init") // the server is made before each
  ReceiverTest() {}

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          try (exchange;
              GZIPInputStream body = new GZIPInputStream(exchange.getRequestBody())) {
            taken.add(ExportTraceServiceRequest.parseFrom(body));
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
            exchange.sendResponseHeaders(status.get(), -1);
          }
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static SpanData span(String spanId, Resource resource) {
    SpanContext parent =
        SpanContext.createFromRemoteParent(
            TRACE, "00f067aa0ba902b7", TraceFlags.getSampled(), TraceState.getDefault());
    return new RecordSpan(
        "orders VALIDATED",
        SpanContext.create(TRACE, spanId, TraceFlags.getSampled(), TraceState.getDefault()),
        parent,
        1_000,
        1_250,
        Attributes.of(AttributeKey.longKey("kafka.offset"), 7L),
        StatusData.unset(),
        resource);
  }

  private static Resource service(String name) {
    return Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), name));
  }

  @Test
  void it_is_handed_spans_in_opentelemetrys_protocol(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("headers.properties");
    Files.writeString(file, "authorization=Bearer secret\n");
    TracesSettings settings = new TracesSettings(address() + "/", file.toString());
    try (Receiver receiver = Receiver.at(settings.spans(), settings.headers())) {
      assertThat(
              receiver.take(
                  List.of(
                      span("00000000000000a1", service("orders")),
                      span("00000000000000a2", service("fraud")))))
          .isEmpty();
    }
    assertThat(tokens).containsExactly("Bearer secret");
    assertThat(taken).hasSize(1);
    assertThat(taken.getFirst().getResourceSpansList())
        .extracting(one -> one.getResource().getAttributes(0).getValue().getStringValue())
        .containsExactlyInAnyOrder("orders", "fraud");
    Span span = taken.getFirst().getResourceSpans(0).getScopeSpans(0).getSpans(0);
    assertThat(span.getName()).isEqualTo("orders VALIDATED");
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_PRODUCER);
    assertThat(span.getTraceId().size()).isEqualTo(16);
    assertThat(span.getParentSpanId().byteAt(1)).isEqualTo((byte) 0xf0);
    assertThat(span.getEndTimeUnixNano() - span.getStartTimeUnixNano()).isEqualTo(250_000_000L);
    assertThat(span.getAttributes(0).getValue().getIntValue()).isEqualTo(7);
  }

  @Test
  void that_it_does_not_take_them_is_said_after_one_try_and_without_the_secret() {
    status.set(503);
    try (Receiver receiver =
        Receiver.at(
            new TracesSettings(address(), "").spans(), Map.of("authorization", "Bearer secret"))) {
      Optional<String> failure =
          receiver.take(List.of(span("00000000000000a1", service("orders"))));
      assertThat(failure.orElse(""))
          .contains(address() + "/v1/traces", "503")
          .doesNotContain("secret");
      assertThat(taken).hasSize(1);

      server.stop(0);
      assertThat(receiver.take(List.of(span("00000000000000a1", service("orders"))))).isPresent();
    }
  }

  @Test
  void an_answer_that_does_not_end_holds_nobody() throws IOException {
    try (LostDoor lost = new LostDoor(_ -> "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab");
        Receiver receiver = Receiver.at(lost.url(), Map.of(), Duration.ofSeconds(2))) {
      for (int attempt = 1; attempt <= 2; attempt++) {
        assertThat(receiver.take(List.of(span("00000000000000a1", service("orders"))))).isPresent();
        int all = attempt;
        eventually("the connection is given up", () -> lost.left().size() == all);
      }
    }
  }

  @Test
  void its_address_is_that_of_spans_or_of_all_that_it_takes() {
    assertThat(new TracesSettings("http://c:4318", "").spans())
        .isEqualTo(new TracesSettings("http://c:4318/v1/traces", "").spans())
        .hasToString("http://c:4318/v1/traces");
    assertThat(new TracesSettings("https://c/otlp/", "").spans())
        .hasToString("https://c/otlp/v1/traces");
    assertThat(new TracesSettings("", "").isWanted()).isFalse();
  }

  @Test
  void headers_that_cannot_be_read_keep_the_system_from_starting(@TempDir Path directory) {
    assertThatThrownBy(
            () -> new TracesSettings("http://c", directory.resolve("none").toString()).headers())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("none");
  }
}
