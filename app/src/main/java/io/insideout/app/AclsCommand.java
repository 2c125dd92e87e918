package io.insideout.app;

import io.insideout.app.acls.Difference;
import io.insideout.app.acls.Grant;
import io.insideout.app.acls.Role;
import io.insideout.app.acls.Roles;
import io.insideout.runtime.http.Json;
import io.insideout.runtime.log.LogClient;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.ResourcePattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tells what a locked log has to allow whom, and sees to it.
@Command(
    name = "acls",
    header = "Show what a locked log has to allow each service, or make it so.",
    description = {
      "Which ACLs each service needs, and why: as its topology, its views and its readers say, and as the",
      "catalogue has it write. Beside the services there are log, who makes the topics and runs the registry,",
      "and operator, who gives the commands. Nothing is asked of a log without --check or --apply."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  ./insideout acls                                     all, as a table",
      "  ./insideout acls orders fraud --json                 those of two services",
      "  ./insideout acls --generations inventory:2           as well what a later generation needs",
      "  ./insideout acls --principal 'User:CN={service}'     for who comes with a certificate",
      "  ./insideout acls --principal User:insideout          one for everything, as for up",
      "  ./insideout acls --script                            to be given to kafka-acls.sh by hand",
      "  ./insideout acls --apply --bootstrap-servers kafka:9092 --client-properties admin.properties",
      "  ./insideout acls --check --bootstrap-servers kafka:9092 --client-properties admin.properties",
      "",
      "Exit code 1: with --check, ACLs are missing or too many."
    })
final class AclsCommand implements Callable<Integer> {
  /// All that a setting can switch on.
  private static final Map<String, String> EVERYTHING =
      Map.of("database", "embedded", "smtp-url", "smtp://none", "otlp-endpoint", "http://none");

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SERVICE",
      arity = "0..*",
      description = "Of these services alone, of log, or of operator (default: all).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--principal",
      paramLabel = "PATTERN",
      defaultValue = "User:" + Grant.ROLE,
      description =
          "What the log knows them by; {service} stands for the name (default: ${DEFAULT-VALUE}).")
  private String principal;

  @Option(
      names = "--generations",
      paramLabel = "SERVICE:NUMBER",
      split = ",",
      description =
          "Those as well that a later generation of a service needs, such as inventory:2.")
  private List<String> generations = new ArrayList<>();

  @Option(names = "--json", description = "Print a JSON list.")
  private boolean json;

  @Option(
      names = "--script",
      description = "Print commands of kafka-acls.sh, to be run by a shell.")
  private boolean script;

  @Option(
      names = "--apply",
      description = "Add to the log's ACLs what is missing. Nothing is taken away.")
  private boolean apply;

  @Option(
      names = "--check",
      description = "Compare with the log's ACLs: what is missing, and what is too many.")
  private boolean check;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "The log's address, for --apply and --check.")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--client-properties",
      paramLabel = "FILE",
      description = "Kafka client properties of whoever may alter, or describe, the cluster.")
  private @Nullable Path clientProperties;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  AclsCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    check();
    List<Grant> grants = Grant.of(roles(), principal);
    PrintWriter out = spec.commandLine().getOut();
    try {
      if (apply || check) {
        return atTheLog(grants, out);
      }
      if (script) {
        script(grants, out);
      } else if (json) {
        out.println(text(grants.stream().map(AclsCommand::shown).toList()));
      } else {
        table(grants).lines(TextTable.terminalWidth()).forEach(out::println);
      }
      return 0;
    } finally {
      out.flush();
    }
  }

  private void check() {
    if (Stream.of(script, apply, check).filter(wanted -> wanted).count() > 1) {
      throw wrong("Say one of --script, --apply and --check.");
    }
    if (script && json) {
      throw wrong("Either --script or --json.");
    }
    if ((apply || check) && bootstrapServers == null) {
      throw wrong("Whose ACLs? Name the log by --bootstrap-servers.");
    }
    if (!principal.matches("[^:]+:.+")) {
      throw wrong("--principal is like User:{service}: a type, a colon, a name.");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private List<Role> roles() {
    List<Role> all =
        Roles.of(
            Settings.of(null, Map.of(), EVERYTHING).allServices(),
            InstanceSettings.generations(generations));
    List<String> known = all.stream().map(Role::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw wrong("There is no '%s'; there are %s.".formatted(name, String.join(", ", known)));
      }
    }
    return names.isEmpty() ? all : all.stream().filter(one -> names.contains(one.name())).toList();
  }

  private int atTheLog(List<Grant> grants, PrintWriter out) throws InterruptedException {
    LogClient log = new LogAddress(String.valueOf(bootstrapServers), clientProperties).client();
    try (Admin admin = log.admin()) {
      Difference difference = Difference.of(admin, grants);
      if (apply) {
        difference.create(admin);
      }
      if (json) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put(apply ? "added" : "missing", told(difference.missing()));
        told.put("tooMany", told(difference.surplus()));
        out.println(text(told));
      } else {
        tell(apply ? "added" : "missing", difference.missing(), out);
        tell("too many", difference.surplus(), out);
        out.println(sentence(difference));
      }
      return apply || difference.isNone() ? 0 : 1;
    }
  }

  private static List<String> told(List<AclBinding> bindings) {
    return bindings.stream().map(Grant::told).toList();
  }

  private static void tell(String what, List<AclBinding> bindings, PrintWriter out) {
    told(bindings).forEach(line -> out.printf("%-8s  %s%n", what, line));
  }

  private String sentence(Difference difference) {
    String surplus =
        difference.surplus().isEmpty()
            ? ""
            : " %,d are too many; kafka-acls.sh --remove takes them away."
                .formatted(difference.surplus().size());
    if (difference.missing().isEmpty()) {
      return "The log has all ACLs that are needed." + surplus;
    }
    return (apply ? "%,d ACLs were added." : "%,d ACLs are missing; --apply adds them.")
            .formatted(difference.missing().size())
        + surplus;
  }

  private static void script(List<Grant> grants, PrintWriter out) {
    out.println("#!/bin/sh -e");
    out.println("# BOOTSTRAP=host:port ADMIN=admin.properties sh acls.sh");
    String principal = "";
    for (Grant grant : grants) {
      if (!grant.principal().equals(principal)) {
        principal = grant.principal();
        out.printf("%n# %s%n", principal);
      }
      out.printf(
          "kafka-acls.sh --bootstrap-server \"$BOOTSTRAP\" --command-config \"$ADMIN\" %s%n",
          grant.arguments());
    }
  }

  private static TextTable table(List<Grant> grants) {
    return new TextTable(
        Stream.of("principal", "may", "on", "for")
            .map(name -> new TextTable.Column(name, false))
            .toList(),
        grants.stream()
            .map(
                grant ->
                    List.of(
                        Printable.text(grant.principal()),
                        String.join(", ", grant.operations()),
                        grant.resource(),
                        grant.right().why()))
            .toList());
  }

  private static Map<String, Object> shown(Grant grant) {
    ResourcePattern resource = grant.right().resource();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("principal", grant.principal());
    shown.put("resourceType", resource.resourceType().name());
    shown.put("resourceName", resource.name());
    shown.put("patternType", resource.patternType().name());
    shown.put("operations", grant.operations());
    shown.put("why", grant.right().why());
    return shown;
  }

  private static String text(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }
}
