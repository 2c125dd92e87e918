package io.insideout.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.runtime.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The libraries that the pages import, as their jars bring them: each says by an import map of its
/// own which path, with its version, a name stands for. So a version stands in the POM and nowhere
/// else.
///
/// @param files by their paths
/// @param importMap of all of them, in JSON
record Libraries(Map<String, byte[]> files, String importMap) {
  private static final String MAP = "META-INF/importmap.json";
  private static final String ROOT = "META-INF/resources";

  static Libraries onTheClassPath() {
    Map<String, byte[]> files = new HashMap<>();
    Map<String, String> imports = new TreeMap<>();
    for (URL map : maps()) {
      imports(map).forEach((name, path) -> imports.put(name, path.asText()));
      ClassPathFiles.beside(map, MAP, ROOT)
          .forEach(
              (name, bytes) -> {
                // Maps of the sources and types for an editor are of no use to a browser.
                if (name.endsWith(".js")) {
                  files.put("/" + name, bytes);
                }
              });
    }
    return new Libraries(files, new String(Json.write(Map.of("imports", imports)), UTF_8));
  }

  private static List<URL> maps() {
    try {
      return List.copyOf(Collections.list(Libraries.class.getClassLoader().getResources(MAP)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, JsonNode> imports(URL map) {
    Map<String, JsonNode> imports = new TreeMap<>();
    try (var in = map.openStream()) {
      Json.read(in.readAllBytes(), JsonNode.class)
          .path("imports")
          .properties()
          .forEach(entry -> imports.put(entry.getKey(), entry.getValue()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return imports;
  }
}
