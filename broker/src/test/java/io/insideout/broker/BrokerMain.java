package io.insideout.broker;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// A process that is a broker and nothing else, for the tests that need one to kill. It says
/// `READY`, its address and how long it took, or `REFUSED` and why; each line on its input is
/// answered with its trouble, and it closes the broker when its input ends, so that it does not
/// outlive the tests.
final class BrokerMain {
  private BrokerMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var launched = ProcessHandle.current().info().startInstant().orElseThrow();
    try (var broker = new EmbeddedBroker(Path.of(arguments[0]), 0)) {
      broker.start();
      var took = Duration.between(launched, Instant.now());
      System.out.println("READY " + broker.bootstrapServers() + " " + took.toMillis() + " ms");
      while (System.in.read() == '\n') {
        System.out.println("TROUBLE " + broker.trouble().orElse("none"));
      }
    } catch (StartFailure e) {
      System.out.println("REFUSED " + e.getMessage());
    }
  }
}
