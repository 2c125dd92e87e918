package io.insideout.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;

/// All files that browsers can be given, and what they are told of them.
///
/// @param page what stands at the root: it names the libraries by an import map
/// @param assets by their paths
/// @param policy headers of every answer
record Site(Asset page, Map<String, Asset> assets, Map<String, String> policy) {
  private static final String OWN = "io/insideout/console/web";
  private static final String PAGE = "index.html";
  private static final String IMPORT_MAP = "{{importMap}}";

  static Site read() {
    Map<String, byte[]> own = ClassPathFiles.below(OWN);
    Libraries libraries = Libraries.onTheClassPath();
    String template = new String(requireNonNull(own.remove(PAGE), PAGE), UTF_8);
    String importMap = libraries.importMap();
    Map<String, Asset> assets = new HashMap<>();
    own.forEach((name, bytes) -> assets.put("/console/" + name, Asset.of(name, bytes)));
    libraries.files().forEach((path, bytes) -> assets.put(path, Asset.of(path, bytes)));
    return new Site(
        Asset.of(PAGE, template.replace(IMPORT_MAP, importMap).getBytes(UTF_8)),
        Map.copyOf(assets),
        policy(importMap));
  }

  /// A page runs our files and the one import map that stands in it, and talks to its own door;
  /// text never becomes markup but through the templates of lit.
  private static Map<String, String> policy(String importMap) {
    return Map.of(
        "Content-Security-Policy",
        String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self' 'sha256-" + Digest.base64(importMap.getBytes(UTF_8)) + "'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html"),
        "Referrer-Policy",
        "no-referrer",
        "Cross-Origin-Opener-Policy",
        "same-origin",
        "Cross-Origin-Resource-Policy",
        "same-origin");
  }
}
