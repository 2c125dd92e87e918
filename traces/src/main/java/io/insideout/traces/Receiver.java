package io.insideout.traces;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whoever takes spans, by HTTP. It is asked once: how often it is worth it is the reader's to say,
/// who holds the records meanwhile.
final class Receiver implements AutoCloseable {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(10);

  private final URI address;
  private final Supplier<SpanExporter> exporters;
  private final Duration endsWithin;
  private SpanExporter exporter;

  private Receiver(URI address, Supplier<SpanExporter> exporters, Duration endsWithin) {
    this.address = address;
    this.exporters = exporters;
    this.endsWithin = endsWithin;
    this.exporter = exporters.get();
  }

  static Receiver at(URI address, Map<String, String> headers) {
    return at(address, headers, ANSWERS_WITHIN.multipliedBy(2));
  }

  /// @param endsWithin how long it may take to answer, to the end of the answer
  static Receiver at(URI address, Map<String, String> headers, Duration endsWithin) {
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(address.toString())
            // Without a policy it asks once.
            .setRetryPolicy(null)
            .setConnectTimeout(ANSWERS_WITHIN)
            .setTimeout(ANSWERS_WITHIN)
            .setCompression("gzip");
    headers.forEach(builder::addHeader);
    return new Receiver(address, builder::build, endsWithin);
  }

  /// Hands spans over.
  ///
  /// @return why they were not taken, or nothing
  Optional<String> take(Collection<SpanData> spans) {
    CompletableResultCode result =
        exporter.export(spans).join(endsWithin.toMillis(), TimeUnit.MILLISECONDS);
    if (!result.isDone()) {
      // Its thread waits for the end of an answer, and no timeout of its own wakes it.
      exporter.shutdown();
      exporter = exporters.get();
      return Optional.of(failure("its answer does not end"));
    }
    return result.isSuccess()
        ? Optional.empty()
        : Optional.of(failure(reason(result.getFailureThrowable())));
  }

  private String failure(String reason) {
    return "the receiver of traces at %s does not take them: %s".formatted(address, reason);
  }

  private static String reason(@Nullable Throwable failure) {
    if (failure == null) {
      return "no answer";
    }
    if (failure instanceof HttpExportException exchanged) {
      HttpResponse answer = exchanged.getResponse();
      if (answer != null) {
        return "it answers " + answer.getStatusCode();
      }
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  @Override
  public void close() {
    exporter.shutdown();
  }
}
