package io.insideout.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.app.DatabaseTables;
import io.insideout.app.Insideout;
import io.insideout.app.Settings;
import io.insideout.app.StartReport;
import io.insideout.catalog.Topic;
import io.insideout.catalog.Topics;
import io.insideout.runtime.log.LogClient;
import io.insideout.runtime.schema.Schemas;
import io.insideout.services.Services;
import io.insideout.verify.Evidence;
import io.insideout.verify.Quiescence;
import io.insideout.verify.Quiet;
import io.insideout.verify.Report;
import io.insideout.verify.Verifier;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The whole system in this JVM, on ports of its own, seen through its doors.
public final class TestSystem implements AutoCloseable {
  private final Insideout inside;
  private final Http http;

  private TestSystem(Insideout inside) {
    this.inside = inside;
    this.http = new Http(inside.url());
  }

  /// Starts on a data directory, which the caller keeps.
  public static TestSystem start(Path data) throws InterruptedException {
    return start(data, Map.of());
  }

  /// @param more settings by their names
  public static TestSystem start(Path data, Map<String, String> more) throws InterruptedException {
    Insideout inside = prepared(data, more);
    inside.start();
    return new TestSystem(inside);
  }

  /// A system in which one service is away.
  static TestSystem startWithout(Path data, String service) throws InterruptedException {
    return startWithout(data, service, Map.of());
  }

  /// @param more settings by their names
  static TestSystem startWithout(Path data, String service, Map<String, String> more)
      throws InterruptedException {
    Settings settings = settings(data, more);
    Insideout inside =
        new Insideout(
            settings,
            settings.allServices().stream().filter(one -> !one.name().equals(service)).toList(),
            new StartReport());
    inside.start();
    return new TestSystem(inside);
  }

  /// A system that is not started.
  static Insideout prepared(Path data, Map<String, String> more) {
    Settings settings = settings(data, more);
    return new Insideout(settings, settings.allServices(), new StartReport());
  }

  private static Settings settings(Path data, Map<String, String> more) {
    Map<String, String> flags = new HashMap<>();
    flags.put("data", data.toString());
    flags.put("http-port", "0");
    flags.put("kafka-port", "0");
    flags.put("registry-port", "0");
    flags.put("details-grace-ms", "300");
    // As in a cluster; the tests that start processes have one, as on one machine.
    flags.put("partitions", "4");
    flags.putAll(more);
    return Settings.of(null, Map.of(), flags);
  }

  public Insideout inside() {
    return inside;
  }

  public Http http() {
    return http;
  }

  public URI url() {
    return inside.url();
  }

  public LogClient log() {
    return inside.environment().log();
  }

  Schemas schemas() {
    return inside.environment().schemas();
  }

  /// A shop with one article of which there is enough.
  public void sell(String sku, long onHand) {
    sell(sku, onHand, "2.50");
  }

  public void sell(String sku, long onHand, String price) {
    http.put(
            "/api/products/" + sku,
            """
            {"description": "%s", "listPrice": "%s"}"""
                .formatted(sku, price))
        .expect(200);
    http.put("/api/stock/" + sku, "{\"onHand\": " + onHand + "}").expect(200);
  }

  public void customer(String id) {
    http.put("/api/customers/" + id, "{\"name\": \"Ada\", \"country\": \"Norway\"}").expect(200);
  }

  /// What the verifier says once all work is done; every law has to hold.
  Report verify() throws InterruptedException, IOException {
    Quiet quiet =
        new Quiescence(log(), Services.groups(), Topics.all().stream().map(Topic::name).toList())
            .await(Duration.ofSeconds(60));
    assertThat(quiet.isQuiet()).as(quiet.toString()).isTrue();
    Path scratch = Files.createTempDirectory("insideout-verify-");
    try {
      Evidence views = new Evidence(List.of(), List.of(url().resolve("/api/views/orders/entries")));
      Evidence evidence =
          DatabaseTables.of(url().toString())
              .map(tables -> views.with(tables, Duration.ofSeconds(30)))
              .orElse(views);
      Report report = new Verifier(log(), schemas(), scratch).verify(quiet, evidence);
      assertThat(report.holds()).as(report.toString()).isTrue();
      return report;
    } finally {
      Files.deleteIfExists(scratch);
    }
  }

  @Override
  public void close() {
    inside.close();
  }
}
