package io.insideout.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.RunFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The command where nobody sits at a terminal: one statement, or those of a file or a pipe.
class SqlCommandTest {
  @TempDir private Path data;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private StubSql system;

  @SuppressWarnings("NullAway.Init") // made before each test
  SqlCommandTest() {}

  @BeforeEach
  void start() throws IOException {
    system = new StubSql();
    new RunFile(ProcessHandle.current().pid(), system.address(), "", "", List.of()).write(data);
  }

  @AfterEach
  void close() {
    system.close();
  }

  private int sql(String... more) {
    List<String> arguments = new ArrayList<>(List.of("sql", "--data", data.toString()));
    arguments.addAll(List.of(more));
    CommandLine command = Main.commandLine();
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private int file(String text) throws IOException {
    return sql("--file", Files.writeString(data.resolve("script.sql"), text).toString());
  }

  @Test
  void the_statements_of_a_file_are_asked_and_only_the_answers_are_printed() throws Exception {
    assertThat(file("-- What there is\nSHOW TOPICS;\nSET until_now = true;\nSELECT 1 FROM orders"))
        .isEqualTo(0);

    assertThat(out.toString().lines()).containsExactly("topic", "orders", "topic", "orders");
    assertThat(err.toString()).isEmpty();
    assertThat(system.statements()).containsExactly("SHOW TOPICS", "SELECT 1 FROM orders");
    assertThat(system.asked().getLast().path("untilNow").asBoolean()).isTrue();
  }

  @Test
  void the_first_that_fails_is_the_last() throws Exception {
    system.to("nothing", StubSql.refusal("sql line 3, column 15: There is no 'nothing'"));

    assertThat(file("SHOW TOPICS;\n\nSELECT * FROM nothing;\nSHOW TABLES;\n")).isEqualTo(1);

    assertThat(err.toString().lines())
        .containsExactly(
            "line 3, column 15: There is no 'nothing'",
            "Statement 2 of 3, in line 3, has failed; what stands behind it is not asked.");
    assertThat(system.asked().getLast().path("sql").asText())
        .as("its places are those of the file")
        .isEqualTo("\n\nSELECT * FROM nothing");
  }

  @Test
  void one_that_is_not_understood_fails_as_well_once_it_is_its_turn() throws Exception {
    assertThat(file("SHOW TOPICS;\nSELEC 1;")).isEqualTo(1);

    assertThat(system.statements()).containsExactly("SHOW TOPICS");
    assertThat(err.toString())
        .contains("line 2, column 1: ", "Statement 2 of 2, in line 2, has failed.");
  }

  @Test
  void what_is_piped_in_is_asked_the_same_way() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("SHOW TOPICS; exit; SHOW TABLES;".getBytes(UTF_8)));
    try {
      assertThat(sql()).isEqualTo(0);
    } finally {
      System.setIn(before);
    }

    assertThat(system.statements()).containsExactly("SHOW TOPICS");
    assertThat(out.toString().lines()).containsExactly("topic", "orders");
  }

  @Test
  void one_statement_is_asked_as_it_stands() {
    assertThat(sql("SHOW TOPICS;", "--from", "end")).isEqualTo(0);
    assertThat(system.asked().getFirst().path("sql").asText()).isEqualTo("SHOW TOPICS;");
    assertThat(system.asked().getFirst().path("from").asText()).isEqualTo("end");
    assertThat(out.toString().lines()).containsExactly("topic", "orders");

    assertThat(sql("SELEC 1")).isEqualTo(1);
    assertThat(err.toString()).contains("line 1, column 1: ");
  }

  @Test
  void what_cannot_be_asked_says_what_to_do() throws Exception {
    assertThat(sql("SHOW TOPICS", "--file", "x.sql")).isEqualTo(2);
    assertThat(sql("--file", data.resolve("none.sql").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("Either SQL or --file", "none.sql");

    RunFile.delete(data);
    assertThat(file("SHOW TOPICS;")).isEqualTo(3);
    assertThat(err.toString()).contains("Start one with: ./insideout up");
  }
}
