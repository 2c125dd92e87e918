package io.insideout.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Coordinates AT = new Coordinates("orders", 2, 17);

  private final Report report =
      new Report(
          List.of(
              new LawReport('A', "Acceptance", Map.of("commands", 20_000L), 0, List.of()),
              new LawReport(
                  'B',
                  "Life cycle",
                  Map.of("versions", 3L),
                  21,
                  List.of(new Violation('B', "order x hangs", List.of(AT)))),
              new LawReport('I', "Views", Map.of(), 0, List.of())),
          Map.of("orders", new TopicCount(20_003, 0, 4)),
          Quiet.no("group fraud has yet to read"),
          Duration.ofMillis(1_500));

  @Test
  void reads_as_a_text() {
    assertThat(report.toString().lines())
        .containsExactly(
            "Read 20,003 committed records of 1 topics in 1.5 s. Do not decode: orders 4.",
            "The system is not quiet (group fraud has yet to read): what is on its way is counted,"
                + " not judged.",
            "  ✔ A  Acceptance                   20,000 commands",
            "  ✘ B  Life cycle                   3 versions",
            "       21 violations, the first:",
            "       - order x hangs [orders/2/17]",
            "  ✔ I  Views                        nothing to look at",
            "21 violations of 1 laws.");
  }

  @Test
  void reads_as_json() {
    Map<String, Object> json = report.toMap();
    assertThat(json)
        .containsEntry("holds", false)
        .containsEntry("violations", 21L)
        .containsEntry("records", 20_003L)
        .containsEntry("dead", 4L)
        .containsEntry("quiet", false)
        .containsEntry("tookMillis", 1_500L);
    assertThat(String.valueOf(json.get("laws")))
        .contains("law=B", "first=[{", "at=[orders/2/17]", "sentence=order x hangs");
  }

  @Test
  void a_law_that_could_not_be_judged_does_not_read_as_if_it_held() {
    LawReport unknown =
        new LawReport('L', "Tables", Map.of(), 0, List.of(), Optional.of("nobody answers"));
    Report whole = new Report(List.of(unknown), Map.of(), report.quiet(), Duration.ofMillis(1_500));
    assertThat(whole.holds()).isFalse();
    assertThat(whole.toString().lines())
        .endsWith(
            "  ? L  Tables                       not judged: nobody answers",
            "No violation was found, but not every law could be judged: L.");
    assertThat(String.valueOf(whole.toMap()))
        .contains("holds=false", "judged=false", "unjudged=nobody answers");

    Report broken =
        new Report(
            List.of(report.law('B'), unknown), Map.of(), report.quiet(), Duration.ofMillis(1));
    assertThat(broken.toString()).contains("21 violations of 1 laws. Not judged: L.");
  }

  @Test
  void keeps_the_first_violations_and_counts_all() {
    Findings findings = new Findings('X');
    for (int i = 0; i < 50; i++) {
      findings.violation("no. " + i);
    }
    LawReport law = findings.report("Anything");
    assertThat(law.violations()).isEqualTo(50);
    assertThat(law.first()).hasSize(20);
    assertThat(law.first().getLast().sentence()).isEqualTo("no. 19");
  }

  @Test
  void counts_what_does_not_decode_and_holds_it_against_those_alone_who_pass_it_over() {
    Entry dead = new Entry(AT, 0, "x", new Content.Undecodable("no magic byte", null), null, null);
    Report found = Audit.of(List.of(dead), Quiet.yes("all was worked off"));
    assertThat(found.dead()).isEqualTo(1);
    assertThat(found.laws())
        .filteredOn(law -> !law.holds())
        .extracting(LawReport::letter)
        .containsExactly('M');
    assertThat(Audit.of(List.of(dead), Quiet.no("it works")).holds()).isTrue();
  }
}
