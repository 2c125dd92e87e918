package io.insideout.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.http.HttpDoor;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What browsers are given, and what they are told of it.
class ConsoleFilesTest {
  private static final HttpDoor DOOR = new HttpDoor("127.0.0.1", 0, ConsoleService.routes());
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>");

  @BeforeAll
  static void open() {
    DOOR.start();
  }

  @AfterAll
  static void close() {
    HTTP.close();
    DOOR.close();
  }

  @Test
  void thePageAllowsItsImportMapAndNoOtherScriptWithinIt() throws Exception {
    HttpResponse<byte[]> page = get("/");
    String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    String hash = Digest.base64(importMap(page).getBytes(StandardCharsets.UTF_8));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self' 'sha256-" + hash + "'")
        .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "http:", "https:", "*");
    assertThat(page.headers().map())
        .containsEntry("referrer-policy", List.of("no-referrer"))
        .containsEntry("x-content-type-options", List.of("nosniff"));
  }

  @Test
  void theImportMapNamesEveryLibraryByItsVersionAndEachIsThere() throws Exception {
    Map<String, byte[]> libraries = Libraries.onTheClassPath().files();
    Matcher path = Pattern.compile("\"(/_static/[^\"]+\\.js)\"").matcher(importMap(get("/")));

    assertThat(path.results().map(hit -> hit.group(1)).toList())
        .hasSizeGreaterThan(15)
        .allMatch(libraries::containsKey)
        .allMatch(one -> one.matches("/_static/(at/[^/]+/)?[^/]+/\\d+\\.\\d+\\.\\d+/.*"));
  }

  @Test
  void aLibraryIsKeptForGoodAndAFileOfOursIsAskedForAgain() throws Exception {
    String library =
        Libraries.onTheClassPath().files().keySet().stream().sorted().findFirst().get();

    assertThat(get(library).headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    assertThat(get("/console/app.js").headers().firstValue("Cache-Control")).contains("no-cache");
  }

  @Test
  void whoHasAFileIsNotSentItAgain() throws Exception {
    String etag = get("/console/app.js").headers().firstValue("ETag").orElse("");
    HttpResponse<byte[]> again = get("/console/app.js", "If-None-Match", etag);
    HttpResponse<byte[]> other = get("/console/app.js", "If-None-Match", "\"older\"");

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void whoTakesItZippedGetsTheSameBytes() throws Exception {
    HttpResponse<byte[]> plain = get("/console/app.js");
    HttpResponse<byte[]> zipped = get("/console/app.js", "Accept-Encoding", "gzip");

    assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(zipped.body()).hasSizeLessThan(plain.body().length);
    try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
      assertThat(unzipped.readAllBytes()).isEqualTo(plain.body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/index.html",
        "/console/../ConsoleService.class",
        "/console/%2e%2e/ConsoleService.class",
        "/console/..%2fConsoleService.class",
        "/console/pages/..%2f..%2fConsoleService.class",
        "/console//etc/passwd",
        "/console/%2fetc%2fpasswd",
        "/_static/lit/3.3.0/..%2f..%2fimportmap.json",
        "/_static/lit/../../importmap.json",
        "/_static/at/codemirror/view/..%2f..%2f/importmap.json/x",
        "/console/app.js%00.css"
      })
  void noPathLeadsOutOfTheListOfFiles(String path) throws Exception {
    assertThat(statusOfRaw(path)).isIn(400, 404);
  }

  @Test
  void everyScriptIsChecked() {
    Map<String, byte[]> files = ClassPathFiles.below("io/insideout/console/web");

    assertThat(files).hasSizeGreaterThan(20);
    files.forEach(
        (name, bytes) -> {
          if (name.endsWith(".js") && !name.equals("theme.js")) {
            assertThat(new String(bytes, StandardCharsets.UTF_8))
                .as(name)
                .startsWith("// @ts-check\n");
          }
          assertThat(new String(bytes, StandardCharsets.UTF_8).lines().count())
              .as(name)
              .isLessThan(600);
        });
  }

  /// As it stands: a client of Java's would mend the path.
  private static int statusOfRaw(String path) throws IOException {
    URI door = DOOR.url();
    try (Socket socket = new Socket(door.getHost(), door.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .formatted(path)
                  .getBytes(StandardCharsets.US_ASCII));
      String answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  private static String importMap(HttpResponse<byte[]> page) {
    Matcher map = IMPORT_MAP.matcher(new String(page.body(), StandardCharsets.UTF_8));
    assertThat(map.find()).isTrue();
    return map.group(1);
  }

  private static HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(DOOR.url().resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }
}
