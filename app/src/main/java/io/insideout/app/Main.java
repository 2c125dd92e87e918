package io.insideout.app;

import io.insideout.runtime.http.TlsTrouble;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command line.
@Command(
    name = "insideout",
    description =
        "An order system turned inside out: microservices that share nothing but a commit log.",
    version = "insideout 0.1.0",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      RunCommand.class,
      ReplayCommand.class,
      VerifyCommand.class,
      TailCommand.class,
      TopicsCommand.class,
      AclsCommand.class,
      DeadLettersCommand.class,
      RewindCommand.class,
      ConnectorsCommand.class,
      DatabaseCommand.class,
      SqlCommand.class,
      StoryCommand.class,
      BenchCommand.class,
      SimulateCommand.class,
      ChaosCommand.class,
      TrainCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Begin with:  ./insideout demo      a real trading week, then the proof that the books balance",
      "Then:        ./insideout up        the system alone, to be driven by REST",
      "Exit codes:  0 well, 1 a law is violated or the work failed, 2 the command line is wrong,",
      "             3 the system cannot start."
    })
public final class Main implements Runnable {
  private static final int HELP_WIDTH = 110;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  private Main() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "What shall be done?");
  }

  public static void main(String[] arguments) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setUsageHelpWidth(HELP_WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Main::run)
        .setExecutionExceptionHandler(new Failures());
  }

  /// Whatever a command calls by `https`, it believes whom it is told to.
  private static int run(CommandLine.ParseResult command) {
    Optional.ofNullable(System.getenv(TlsTrouble.VARIABLE))
        .filter(file -> !file.isEmpty())
        .ifPresent(file -> Authorities.trust(Path.of(file)));
    return new CommandLine.RunLast().execute(command);
  }
}
