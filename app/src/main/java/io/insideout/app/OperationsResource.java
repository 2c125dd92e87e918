package io.insideout.app;

import io.insideout.runtime.Metrics;
import io.insideout.runtime.Part;
import io.insideout.runtime.http.Answer;
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

/// What operators ask: is it alive, is it ready, what are its figures, which routes and which
/// topics are there.
final class OperationsResource {
  private final Part system;
  private final List<? extends Part> services;
  private final Supplier<byte[]> asyncApi;

  /// @param asyncApi makes the description of the topics
  OperationsResource(Part system, List<? extends Part> services, Supplier<byte[]> asyncApi) {
    this.system = system;
    this.services = services;
    this.asyncApi = asyncApi;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/health/live", this::live).forAnybody(),
        Route.get("/health/ready", this::ready),
        Route.get("/metrics", this::metrics),
        Route.get("/openapi.json", this::openApi).forAnybody(),
        Route.get("/asyncapi.json", this::asyncApi));
  }

  private Answer live(Request request) {
    request.allowQuery();
    return Answer.json(Map.of("status", "UP"));
  }

  private Answer ready(Request request) {
    request.allowQuery();
    Optional<String> trouble = system.trouble();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", trouble.isEmpty() ? "UP" : "DOWN");
    Map<String, String> parts = new LinkedHashMap<>();
    services.forEach(part -> parts.put(part.name(), part.trouble().orElse("UP")));
    body.put("services", parts);
    trouble.ifPresent(text -> body.put("trouble", text));
    return Answer.json(trouble.isEmpty() ? 200 : 503, Map.of(), body);
  }

  private Answer metrics(Request request) {
    request.allowQuery();
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
