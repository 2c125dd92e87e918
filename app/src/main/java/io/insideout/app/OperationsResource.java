package io.insideout.app;

import io.insideout.runtime.Metrics;
import io.insideout.runtime.Part;
import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Caller;
import io.insideout.runtime.http.Guard;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What operators ask: is it alive, is it ready, what are its figures, which routes and which
/// topics are there.
final class OperationsResource {
  private final Part system;
  private final List<? extends Part> services;
  private final Guard guard;
  private final Supplier<byte[]> asyncApi;

  /// @param guard tells whether what is wrong may be told
  /// @param asyncApi makes the description of the topics
  OperationsResource(
      Part system, List<? extends Part> services, Guard guard, Supplier<byte[]> asyncApi) {
    this.system = system;
    this.services = services;
    this.guard = guard;
    this.asyncApi = asyncApi;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/health/live", this::live).forAnybody(),
        Route.get("/health/ready", this::ready).forAnybody(),
        Route.get("/metrics", this::metrics),
        Route.get("/openapi.json", this::openApi).forAnybody(),
        Route.get("/asyncapi.json", this::asyncApi));
  }

  private Answer live(Request request) {
    request.allowQuery();
    return Answer.json(Map.of("status", "UP"));
  }

  private Answer ready(Request request) throws InterruptedException {
    request.allowQuery();
    Optional<String> trouble = system.trouble();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", trouble.isEmpty() ? "UP" : "DOWN");
    if (isOperator(request)) {
      tell(trouble, body);
    }
    return Answer.json(trouble.isEmpty() ? 200 : 503, Map.of(), body);
  }

  /// Whoever starts and ends processes asks without a token and goes by the status alone.
  private boolean isOperator(Request request) throws InterruptedException {
    try {
      return guard.caller(request.header("Authorization")) instanceof Caller.Operator;
    } catch (Problem unknown) {
      return false;
    }
  }

  private void tell(Optional<String> trouble, Map<String, Object> body) {
    Map<String, String> parts = new LinkedHashMap<>();
    services.forEach(part -> parts.put(part.name(), part.trouble().orElse("UP")));
    body.put("services", parts);
    trouble.ifPresent(text -> body.put("trouble", text));
  }

  private Answer metrics(Request request) {
    request.allowQuery();
    Stream.concat(Stream.of(system), services.stream())
        .forEach(
            part ->
                Metrics.TROUBLE.labelValues(part.name()).set(part.trouble().isPresent() ? 1 : 0));
    MetricSnapshots snapshots = Metrics.REGISTRY.scrape();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    try {
      writer.write(text, snapshots);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Answer.bytes(writer.getContentType(), text.toByteArray());
  }

  private Answer openApi(Request request) {
    request.allowQuery();
    return Answer.bytes("application/json", openApi());
  }

  private Answer asyncApi(Request request) {
    request.allowQuery();
    return Answer.bytes("application/json", asyncApi.get());
  }

  /// The description of all routes of the system.
  static byte[] openApi() {
    try (InputStream in =
        Objects.requireNonNull(OperationsResource.class.getResourceAsStream("/openapi.json"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
