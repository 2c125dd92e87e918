package io.insideout.app;

import static io.insideout.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody types, and sees what comes of it.
class SqlShellTest {
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";
  private static final String UP = "\u001bOA";

  @TempDir private Path home;
  private StubSql system;
  private ShellAtWork shell;

  @SuppressWarnings("NullAway.Init") // made before each test
  SqlShellTest() {}

  @BeforeEach
  void start() throws IOException {
    system = new StubSql();
    shell = new ShellAtWork(system::address, history());
  }

  @AfterEach
  void close() throws IOException {
    shell.close();
    system.close();
  }

  private Path history() {
    return home.resolve("state").resolve("sql-history");
  }

  private void isAsked(String... statements) {
    eventually("it is asked", () -> system.statements().size() >= statements.length);
    assertThat(system.statements()).containsExactly(statements);
  }

  @Test
  void a_statement_may_take_several_lines_and_its_answer_says_how_long_it_was() {
    shell.type("SHOW\rTOPICS\r;\r").sees("1 row in ");

    isAsked("SHOW\nTOPICS");
    assertThat(shell.shown()).contains("...> ", "topic", "orders");
  }

  @Test
  void several_statements_are_asked_one_after_the_other() {
    shell.type("SHOW TOPICS; SHOW TABLES;\r").sees("1 row in ");

    isAsked("SHOW TOPICS", "SHOW TABLES");
  }

  @Test
  void a_semicolon_in_a_string_or_a_comment_ends_nothing() {
    shell.type("SELECT ';' -- no;\r").sees("...> ").type("FROM orders;\r").sees("1 row in ");

    isAsked("SELECT ';' -- no;\nFROM orders");
  }

  @Test
  void what_was_typed_is_there_the_next_time_and_nobody_else_can_read_it() throws Exception {
    shell
        .type("SHOW\rTOPICS;\r")
        .sees("1 row in ")
        .type(" SHOW STREAMS;\r")
        .type("exit\r")
        .isLeft();
    assertThat(history()).content().contains("TOPICS").doesNotContain("STREAMS");
    assertThat(Files.getPosixFilePermissions(history()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(history(), PosixFilePermissions.fromString("rw-r--r--"));

    try (ShellAtWork next = new ShellAtWork(system::address, history())) {
      assertThat(Files.getPosixFilePermissions(history()))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      next.type(UP + UP + "\r").sees("1 row in ");
      isAsked("SHOW\nTOPICS", "SHOW STREAMS", "SHOW\nTOPICS");
    }
  }

  @Test
  void tab_completes_words_relations_and_columns() {
    shell.type("sel\torder_id FROM order-val\t WHERE out\t= 'PASS';\r").sees("1 row in ");

    isAsked("SELECT order_id FROM order_validations  WHERE outcome = 'PASS'");
  }

  @Test
  void relations_are_asked_for_when_they_are_needed_and_again_when_they_may_be_others() {
    shell.type("DESCRIBE order_v\t;\r").sees("1 row in ");
    shell.type("SELECT * FROM orders WHERE tot\t> 5;\r");
    eventually("two are asked", () -> system.statements().size() == 2);
    assertThat(system.relationsAsked()).isEqualTo(1);
    assertThat(system.statements().getLast())
        .isEqualTo("SELECT * FROM orders WHERE total_minor > 5");

    shell.type("SHOW TOPICS;\r");
    eventually("three are asked", () -> system.statements().size() == 3);
    shell.type("DESCRIBE order_v\t;\r");
    eventually("relations are asked for again", () -> system.relationsAsked() == 2);
  }

  @Test
  void ctrl_c_ends_the_query_and_its_connection() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    system.to("endless", system.endless(new CountDownLatch(0), gone));

    shell.type("SELECT endless FROM orders; SHOW TOPICS;\r").sees("the first of many");
    shell.type(CTRL_C).sees("Ended: 1 row in ");

    assertThat(gone.await(60, TimeUnit.SECONDS)).as("the system sees that nobody listens").isTrue();
    shell.type("SHOW TABLES;\r").sees("\n1 row in ");
    isAsked("SELECT endless FROM orders", "SHOW TABLES");
  }

  @Test
  void ctrl_c_ends_a_query_that_is_not_answered_yet() throws Exception {
    CountDownLatch begin = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    system.to("endless", system.endless(begin, gone));

    shell.type("SELECT endless FROM orders;\r");
    isAsked("SELECT endless FROM orders");
    shell.type(CTRL_C).sees("Ended: 0 rows in ");

    begin.countDown();
    assertThat(gone.await(60, TimeUnit.SECONDS)).as("the system sees that nobody listens").isTrue();
    shell.type("SHOW TABLES;\r").sees("1 row in ");
  }

  @Test
  void ctrl_c_at_the_prompt_drops_what_is_typed() {
    shell.type("SELECT nonsense\r").sees("...> ").type("FROM" + CTRL_C);
    shell.type("SHOW TOPICS;\r").sees("1 row in ");

    isAsked("SHOW TOPICS");
  }

  @Test
  void what_is_not_understood_is_told_under_its_line_and_the_shell_goes_on() {
    shell.type("SHOW\rTOPICS; SELEC 1; SHOW TABLES;\r");

    shell.sees("line 2, column 9: ").sees("Statement 2 of 3, in line 2, has failed");
    assertThat(shell.shown().lines().map(String::stripTrailing))
        .containsSubsequence("          SELEC 1", "          ^");
    shell.type("SHOW QUERIES;\r");
    eventually("it goes on", () -> system.statements().contains("SHOW QUERIES"));
    assertThat(system.statements()).doesNotContain("SHOW TABLES");
  }

  @Test
  void what_the_system_does_not_understand_is_told_where_it_was_typed() {
    system.to("card_nmber", StubSql.refusal("sql line 2, column 8: There is no column"));

    shell.type("SHOW TOPICS;\rSHOW TABLES;\r").sees("1 row in ");
    shell.type("SHOW STREAMS\r; SELECT card_nmber FROM orders;\r");

    shell.sees("\nline 2, column 8: There is no column");
    assertThat(system.asked().getLast().path("sql").asText())
        .isEqualTo("\n  SELECT card_nmber FROM orders");
  }

  @Test
  void a_system_that_goes_and_comes_back_elsewhere_is_found_again() throws Exception {
    StubSql first = new StubSql().to("half", StubSql.half());
    AtomicReference<Supplier<String>> there = new AtomicReference<>(first::address);
    try (first;
        ShellAtWork person = new ShellAtWork(() -> there.get().get(), home.resolve("other"))) {
      person.type("SELECT half FROM orders;\r").sees("The system does not answer: it broke off");
      there.set(SqlShellTest::nowhere);
      person.type("SHOW TOPICS;\r").sees("No system runs. Start one.");
      person.type("DESCR\torders;\r").sees("No system runs. Start one.", 2);
      there.set(system::address);
      person.type("SHOW TABLES;\r").sees("1 row in ");
      isAsked("SHOW TABLES");
    }
  }

  private static String nowhere() {
    throw new StartFailure("No system runs. Start one.");
  }

  @Test
  void without_a_system_that_is_told_once_and_words_are_completed() throws Exception {
    try (ShellAtWork alone = new ShellAtWork(SqlShellTest::nowhere, home.resolve("other"))) {
      alone.sees("No system runs. Start one.").type("show q\t").sees("QUERIES");
      assertThat(alone.shown().split("No system runs", -1)).hasSize(2);
    }
  }

  @Test
  void settings_are_words_of_the_shell() {
    shell.type("SET from = 'END'; set until_now=true; SHOW TOPICS;\r").sees("1 row in ");
    assertThat(system.asked().getLast().path("from").asText()).isEqualTo("end");
    assertThat(system.asked().getLast().path("untilNow").asBoolean()).isTrue();

    shell.type("SET;\r").sees("SET from = 'end';").sees("SET until_now = true;");
    shell.type("SET from = 'soon';\r").sees("from is beginning, end, or a time such as 2010");
    shell.type("SET 'auto.offset.reset' = 'earliest';\r").sees("There is no setting 'auto.offset");
    shell.type("SET json = true; SHOW TOPICS;\r").sees("{\"topic\":\"orders\"}");
    shell.type("SET un\ttrue;\r").type("SET;\r").sees("SET json = true;");
  }

  @Test
  void help_is_a_screenful() {
    shell.type("help\r").sees("The first query starts the engine");

    assertThat(SqlWord.HELP.lines()).hasSizeLessThan(24).allMatch(line -> line.length() < 80);
    assertThat(system.statements()).isEmpty();
  }

  @Test
  void columns_have_the_width_that_the_terminal_has_now() {
    String wide = "w".repeat(90);
    system.to("SHOW", StubSql.rows("\"" + wide + "\""));

    shell.type("SHOW TOPICS;\r").sees(wide);
    shell.resize(60).type("SHOW TOPICS;\r").sees("w".repeat(57) + "...");
  }

  @Test
  void what_a_terminal_would_obey_is_shown_and_not_obeyed() {
    system.to("SHOW", StubSql.rows("\"\\u001b[31mred\""));
    system.to("SELECT", StubSql.refusal("sql line 1, column 1: \u001b[31mblue"));

    shell.type("SHOW TOPICS;\r").sees("red").type("SELECT 1;\r").sees("blue");
    assertThat(shell.raw()).doesNotContain("\u001b[31mred", "\u001b[31mblue");
  }

  @Test
  void ctrl_d_leaves_and_so_does_quit() throws Exception {
    shell.type(CTRL_D).isLeft();

    try (ShellAtWork next = new ShellAtWork(system::address, history())) {
      next.type("QUIT;\r").isLeft();
    }
  }

  @Test
  void a_file_that_cannot_be_written_keeps_nobody_from_asking() throws Exception {
    Path inTheWay = Files.createFile(home.resolve("file"));
    try (ShellAtWork person = new ShellAtWork(system::address, inTheWay.resolve("sql-history"))) {
      person.sees("What is typed is not kept").type("SHOW TOPICS;\r").sees("1 row in ");
    }
  }
}
