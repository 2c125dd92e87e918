package io.insideout.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// What the command tells without a log.
class AclsCommandTest {
  private final StringWriter printed = new StringWriter();

  private String ran(int exitCode, String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "acls";
    System.arraycopy(words, 0, all, 1, words.length);
    CommandLine commandLine =
        Main.commandLine().setOut(new PrintWriter(printed)).setErr(new PrintWriter(printed));
    int code = commandLine.execute(all);
    assertThat(code).as(printed.toString()).isEqualTo(exitCode);
    return printed.toString();
  }

  @Test
  void theTableSaysWhoMayDoWhatAndWhatFor() {
    assertThat(ran(0, "fraud").lines().map(line -> line.replaceAll(" +", " ")))
        .contains("principal may on for")
        .contains(
            "User:fraud Read, DescribeConfigs topic suspicious-cards its topology; its start",
            "User:fraud Write, DescribeConfigs topic order-validations its topology; it is its writer; its start",
            "User:fraud Read group fraud its topology",
            "User:fraud Write transactional id fraud-* its topology, exactly once")
        .allMatch(line -> line.startsWith("User:fraud ") || line.startsWith("principal "));
  }

  @Test
  void theScriptIsOfCommandsOfKafka() {
    assertThat(
            ran(0, "log", "orders", "--script", "--principal", "User:CN={service},O=It's").lines())
        .startsWith("#!/bin/sh -e")
        .contains(
            "kafka-acls.sh --bootstrap-server \"$BOOTSTRAP\" --command-config \"$ADMIN\""
                + " --add --allow-principal 'User:CN=orders,O=It'\\''s' --operation Read"
                + " --operation Write --operation DescribeConfigs --topic orders",
            "kafka-acls.sh --bootstrap-server \"$BOOTSTRAP\" --command-config \"$ADMIN\""
                + " --add --allow-principal 'User:CN=log,O=It'\\''s' --operation Write"
                + " --transactional-id insideout-schema-registry")
        .anyMatch(
            line -> line.endsWith("--transactional-id orders- --resource-pattern-type prefixed"));
  }

  @Test
  void onePrincipalForEverythingIsGrantedEachThingOnce() throws Exception {
    JsonNode rows = new ObjectMapper().readTree(ran(0, "--json", "--principal", "User:insideout"));
    Set<String> resources = new HashSet<>();
    for (JsonNode row : rows) {
      assertThat(row.path("principal").asText()).isEqualTo("User:insideout");
      assertThat(
              resources.add(
                  row.path("resourceType").asText()
                      + row.path("patternType").asText()
                      + row.path("resourceName").asText()))
          .as(row.toString())
          .isTrue();
    }
    assertThat(resources).contains("TOPICLITERALorders", "GROUPPREFIXEDwebhooks-");
  }

  @Test
  void whatCannotBeMeantIsSaid() {
    assertThat(ran(2, "loyalty")).contains("There is no 'loyalty'; there are log, orders,");
    assertThat(ran(2, "--apply")).contains("--bootstrap-servers");
    assertThat(ran(2, "--script", "--json")).contains("Either --script or --json");
    assertThat(ran(2, "--check", "--apply")).contains("one of --script, --apply and --check");
    assertThat(ran(2, "--principal", "orders")).contains("User:{service}");
  }
}
