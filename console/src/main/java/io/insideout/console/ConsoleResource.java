package io.insideout.console;

import io.insideout.runtime.http.Answer;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Request;
import io.insideout.runtime.http.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The pages over HTTP. What can be asked for is a list of known files, so no path leads out of it.
final class ConsoleResource {
  /// Ours change with the next start: a browser asks whether what it has is still it. A library's
  /// path has its version, so what it says is said for good.
  private static final String ASK_AGAIN = "no-cache";

  private static final String FOR_GOOD = "public, max-age=31536000, immutable";

  /// Nobody pays for pages before the first one is asked for.
  private final Supplier<Site> site = new Once<>(Site::read);

  List<Route> routes() {
    return Stream.of(
            Route.get("/", this::page),
            Route.get("/console/{file}", request -> own(request, "file")),
            Route.get("/console/{folder}/{file}", request -> own(request, "folder", "file")),
            Route.get(
                "/_static/{library}/{version}/{file}",
                request -> library(request, "library", "version", "file")),
            Route.get(
                "/_static/{library}/{version}/{folder}/{file}",
                request -> library(request, "library", "version", "folder", "file")),
            Route.get(
                "/_static/{at}/{group}/{library}/{version}/{folder}/{file}",
                request -> library(request, "at", "group", "library", "version", "folder", "file")))
        // What is shown on them is not open.
        .map(Route::forAnybody)
        .toList();
  }

  private Answer page(Request request) {
    return answer(request, site.get().page(), ASK_AGAIN);
  }

  private Answer own(Request request, String... names) {
    return answer(request, known(request, "/console", names), ASK_AGAIN);
  }

  private Answer library(Request request, String... names) {
    return answer(request, known(request, "/_static", names), FOR_GOOD);
  }

  private Asset known(Request request, String root, String... names) {
    StringBuilder path = new StringBuilder(root);
    for (String name : names) {
      path.append('/').append(request.path(name));
    }
    Asset asset = site.get().assets().get(path.toString());
    if (asset == null) {
      throw Problem.notFound("the console has no file " + path);
    }
    return asset;
  }

  private Answer answer(Request request, Asset asset, String caching) {
    request.allowQuery();
    Map<String, String> headers = new HashMap<>(site.get().policy());
    headers.put("Cache-Control", caching);
    headers.put("ETag", asset.etag());
    headers.put("Vary", "Accept-Encoding");
    if (request.header("If-None-Match").orElse("").contains(asset.etag())) {
      return new Answer(304, "", headers, new Answer.Content.Whole(new byte[0]));
    }
    boolean zipped = request.header("Accept-Encoding").orElse("").contains("gzip");
    if (zipped) {
      headers.put("Content-Encoding", "gzip");
    }
    byte[] body = zipped ? asset.zipped() : asset.bytes();
    return new Answer(200, asset.contentType(), headers, new Answer.Content.Whole(body));
  }
}
