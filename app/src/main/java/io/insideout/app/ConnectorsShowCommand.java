package io.insideout.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.insideout.connect.database.DatabaseAddress;
import io.insideout.connect.worker.Connector;
import io.insideout.connect.worker.Connectors;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Json;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows the connectors' configuration, for a cluster of Kafka Connect anywhere.
@Command(
    name = "show",
    header = "Show the connectors' configuration as JSON that any cluster of Kafka Connect takes.",
    description = {
      "All connectors, one a line, or one of them for people; each can be posted to /connectors of Connect's REST",
      "API. With --database and --registry no system has to run.",
      "",
      "The database's password stands in it as $${secret:INSIDEOUT_DATABASE_PASSWORD}, never in clear. A worker with",
      "config.providers=secret and config.providers.secret.class=io.insideout.connect.worker.Secrets takes it from",
      "its environment; any other config provider will do, with the placeholder changed.",
      "",
      "A worker needs the connect module's jar and what that needs: the folder app/target/lib of a build, as a folder",
      "of its own below one that plugin.path names. It is named behind the JSON, on the error stream. Of the worker",
      "itself exactly.once.source.support=enabled is needed."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  ./insideout connectors show | while read -r one; do",
      "    curl -X POST -H 'Content-Type: application/json' -d \"$$one\" http://connect.example.com:8083/connectors",
      "  done"
    })
final class ConnectorsShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DatabaseOptions options;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "The connector; see: ./insideout connectors")
  private @Nullable String name;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The schema registry's address; without it that of the running system.")
  private @Nullable String registry;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  ConnectorsShowCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    DatabaseAddress database = options.address();
    URI schemas =
        SettingTexts.url("registry", registry == null ? options.system().registry() : registry);
    // Whether a cluster elsewhere needs a password is not to be seen here, and one too many does
    // no harm.
    List<Connector> connectors = Connectors.of(database, true, schemas);
    PrintWriter out = spec.commandLine().getOut();
    if (name == null) {
      connectors.forEach(one -> out.println(new String(posted(one), UTF_8)));
    } else {
      out.println(Json.read(posted(named(name, connectors)), JsonNode.class).toPrettyString());
    }
    out.flush();
    spec.commandLine().getErr().println("The jars that a worker needs for it: " + jars());
    return 0;
  }

  private static Connector named(String name, List<Connector> connectors) {
    return connectors.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new StartFailure(
                    "There is no connector '%s' of ours; there are: %s."
                        .formatted(
                            name,
                            String.join(", ", connectors.stream().map(Connector::name).toList()))));
  }

  private static byte[] posted(Connector connector) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", connector.name());
    body.put("config", connector.sorted());
    return Json.write(body);
  }

  /// The folder of the connect module's jar, and of all that it needs.
  private static Path jars() {
    try {
      Path jar =
          Path.of(Connectors.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return requireNonNull(jar.toAbsolutePath().getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
