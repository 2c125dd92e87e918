package io.insideout.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.http.Json;
import io.insideout.sql.dialect.Dialect;
import io.insideout.sql.dialect.SqlError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Asks the running log in SQL.
@Command(
    name = "sql",
    header = "Ask the running log in SQL: a query goes on being answered.",
    description = {
      "Every topic is a stream or a table already; SHOW TOPICS lists them, DESCRIBE their columns. The rows of a query",
      "are shown as they come and as they change, until you end it with Ctrl-C: read from the oldest record on, unless",
      "--from says otherwise. The dialect is Flink's SQL and KSQL's forms.",
      "",
      "Where rows change, each begins with + for a new one, ~ for one in place of an earlier, - for one that is gone."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  ./insideout sql \"SELECT card_number, count() FROM authorizations WINDOW (SIZE 5 MINUTE)",
      "                   GROUP BY card_number HAVING count() > 3\"",
      "  ./insideout sql \"SELECT order_id, state, total_minor FROM orders WHERE state = 'REJECTED'\" --from end",
      "  ./insideout sql \"SELECT state, count() FROM orders GROUP BY state\" --until-now --json",
      "  ./insideout sql \"DESCRIBE orders\"",
      "",
      "The first query starts the engine, which takes some seconds. It starts with the system by",
      "  ./insideout up --sql",
      "Exit code 1: the statement is not understood, or its query has failed."
    })
final class SqlCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private RunningOptions running;

  @Parameters(paramLabel = "SQL", description = "One statement.")
  private String sql;

  @Option(
      names = "--from",
      paramLabel = "WHERE",
      defaultValue = "beginning",
      description =
          "Where streams are read from: beginning, end, or a time such as 2010-12-01T08:00:00Z"
              + " (default: ${DEFAULT-VALUE}).")
  private String from;

  @Option(
      names = "--until-now",
      description = "End with what is in the log now, instead of waiting for more.")
  private boolean untilNow;

  @Option(names = "--json", description = "Print a JSON object for each row.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  SqlCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try {
      // What is not understood is told without asking anybody.
      var _ = Dialect.statements(sql);
      HttpResponse<InputStream> answer = ask();
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != 200) {
          JsonNode problem = JSON.readTree(new String(body.readAllBytes(), StandardCharsets.UTF_8));
          err.println(detail(problem));
          return 1;
        }
        return show(body);
      }
    } catch (SqlError e) {
      err.println(e.getMessage());
      return 1;
    } catch (IOException e) {
      throw new StartFailure("The system does not answer: " + e.getMessage(), e);
    }
  }

  private HttpResponse<InputStream> ask() throws IOException, InterruptedException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("sql", sql);
    body.put("from", from);
    body.put("untilNow", untilNow);
    URI address = URI.create(running.system().http() + "/api/sql");
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return http.send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
            .build(),
        BodyHandlers.ofInputStream());
  }

  private int show(InputStream body) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    SqlAnswer answer = new SqlAnswer(out, spec.commandLine().getErr(), json);
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null) {
      if (!line.isEmpty()) {
        answer.take(JSON.readTree(line));
      }
      if (!lines.ready()) {
        answer.showSoFar();
      }
      line = lines.readLine();
    }
    answer.showSoFar();
    return answer.failed() ? 1 : 0;
  }

  /// What is wrong with the statement, without the name of the field that it came in.
  private static String detail(JsonNode problem) {
    String detail = problem.path("detail").asText(problem.path("title").asText());
    if (detail.startsWith("sql line ")) {
      return detail.substring("sql ".length());
    }
    return detail.startsWith("sql ")
        ? "The statement " + detail.substring("sql ".length())
        : detail;
  }
}
