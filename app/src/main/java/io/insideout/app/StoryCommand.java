package io.insideout.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.insideout.catalog.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tells the story of an order.
@Command(
    name = "story",
    header = "Tell the story of an order: what happened, what came of what, whom it waits for.",
    description = {
      "Every record that the order caused or that concerns it, in all topics, in the order in which they were",
      "written: when, counted from the first; where in the log; who wrote it; what it says; and behind the arrow",
      "the record that it was made from. Of a version of the order the line below says what it changed. At the",
      "end stands whom the order waits for, and how long it has."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  ./insideout story online-retail-536365",
      "  ./insideout story online-retail-536365 --tree                what came of what",
      "  ./insideout story online-retail-536365 --topics orders,payments",
      "  ./insideout story online-retail-536365 --follow              and what happens from now on",
      "  ./insideout story online-retail-536365 --json                with the decoded values",
      "",
      "Exit code 1: there is no such order, or the system cannot tell at this moment."
    })
final class StoryCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private RunningOptions running;

  @Parameters(paramLabel = "ORDER", description = "The order's id.")
  private String order;

  @Option(
      names = "--follow",
      description = "Go on with what happens from now on, until you end it with Ctrl-C.")
  private boolean follow;

  @Option(names = "--tree", description = "Each record below the one that it was made from.")
  private boolean tree;

  @Option(
      names = "--topics",
      paramLabel = "TOPIC",
      split = ",",
      description = "Records of these topics alone.")
  private List<String> topics = List.of();

  @Option(names = "--failures", description = "Records that tell of a failure alone.")
  private boolean failures;

  @Option(
      names = "--json",
      description = "Print the whole story as a JSON object; with --follow one for each event.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets them
  StoryCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    check();
    PrintWriter out = spec.commandLine().getOut();
    try (StoryDoor door = new StoryDoor(running.door(), order)) {
      StoryText text =
          new StoryText(
              spec.commandLine().getColorScheme().ansi().enabled(),
              TextTable.terminalWidth(),
              this::isWanted,
              topics.isEmpty());
      if (follow) {
        door.follow((name, data) -> event(name, data, text, out));
        return 0;
      }
      byte[] story = door.story();
      if (json) {
        out.println(Printable.json(story));
      } else {
        JsonNode told = JSON.readTree(story);
        (tree ? text.tree(told) : text.story(told)).forEach(out::println);
      }
      out.flush();
      return 0;
    } catch (StoryDoor.Refused refused) {
      return failed(refusal(refused));
    } catch (IOException e) {
      return failed("The system does not answer (any more): " + Door.why(e) + ". Is it up?");
    }
  }

  private void check() {
    if (order.isBlank()) {
      throw new ParameterException(spec.commandLine(), "ORDER is an order's id, not nothing.");
    }
    for (String topic : topics) {
      if (Topics.named(topic).isEmpty()) {
        throw new ParameterException(
            spec.commandLine(),
            "There is no topic '%s'. See which there are: ./insideout topics".formatted(topic));
      }
    }
    if (follow && tree) {
      throw new ParameterException(
          spec.commandLine(), "Either --follow or --tree: what is drawn cannot grow in between.");
    }
  }

  private boolean isWanted(JsonNode step) {
    return (topics.isEmpty() || topics.contains(step.path("topic").asText()))
        && (!failures || step.path("failure").asBoolean());
  }

  private void event(String name, byte[] data, StoryText text, PrintWriter out) throws IOException {
    if (json) {
      out.println("{\"event\":\"" + name + "\",\"data\":" + Printable.json(data) + "}");
    } else {
      JsonNode told = JSON.readTree(data);
      List<String> lines =
          switch (name) {
            case "story" -> text.story(told);
            case "step" -> text.step(told);
            case "pending" -> text.pending(told);
            default -> List.of("The system closes.");
          };
      lines.forEach(out::println);
    }
    out.flush();
  }

  private static String refusal(StoryDoor.Refused refused) {
    String said = Printable.text(String.valueOf(refused.getMessage()));
    if (refused.status() != 404) {
      return "The story cannot be told at this moment: " + said + ". Try again.";
    }
    return said.startsWith("nothing is at")
        ? "This system keeps no stories. Start it with: --set story=true"
        : "There "
            + said.replaceFirst("^no order", "is no order").replaceFirst(" is known$", ".")
            + " See which there are: ./insideout tail orders --from beginning --end";
  }

  private int failed(String what) {
    spec.commandLine().getErr().println(what);
    return 1;
  }
}
