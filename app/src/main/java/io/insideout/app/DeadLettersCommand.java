package io.insideout.app;

import io.insideout.app.letters.Letter;
import io.insideout.runtime.StartFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What services could not use: which records, why, and sending them again.
@Command(
    name = "dead-letters",
    header = "See what services have set aside, and send it again.",
    description = {
      "A record that a service cannot use is set aside as a dead letter, and its partition goes on. Mend the",
      "cause (the writer, the registry, the code), then send the letter's record again: the service that had",
      "set it aside handles it as if it had come for the first time; for everybody else nothing happens."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DeadLettersListCommand.class,
      DeadLettersShowCommand.class,
      DeadLettersRedriveCommand.class
    },
    footer = {
      "",
      "  ./insideout dead-letters list --service orders",
      "  ./insideout dead-letters show orders/order-commands/2/17",
      "  ./insideout dead-letters redrive orders/order-commands/2/17"
    })
final class DeadLettersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  DeadLettersCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "What shall be done with them: list, show or redrive?");
  }

  /// Which letters are meant.
  static final class Filter {
    @Option(
        names = "--service",
        paramLabel = "NAME",
        description = "Letters of this service alone.")
    private @Nullable String service;

    @Option(
        names = "--topic",
        paramLabel = "TOPIC",
        description = "Letters of records of this topic alone.")
    private @Nullable String topic;

    boolean isGiven() {
      return service != null || topic != null;
    }

    boolean takes(Letter letter) {
      return (service == null || service.equals(letter.service()))
          && (topic == null || topic.equals(letter.topic()));
    }
  }

  /// The letters of these ids.
  ///
  /// @throws StartFailure if there is none of that id
  static Collection<Letter> named(List<String> ids, Map<String, Letter> all) {
    List<Letter> chosen = new ArrayList<>();
    for (String id : ids) {
      Letter letter = all.get(id);
      if (letter == null) {
        throw new StartFailure(
            "There is no dead letter '%s'. See which there are: ./insideout dead-letters list"
                .formatted(id));
      }
      chosen.add(letter);
    }
    return chosen;
  }
}
