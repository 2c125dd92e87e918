package io.insideout.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.catalog.Topics;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.schema.Schemas;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What those who need a schema do while the registry is away.
class RegistryAwayTest {
  @RegisterExtension static final RunningRegistry RUNNING = new RunningRegistry();

  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void whoIsPatientIsAnsweredOnceTheRegistryIsThere() throws Exception {
    CompletableFuture<Void> registered;
    int port;
    try (ServerSocket nobody = socket()) {
      port = nobody.getLocalPort();
      registered = register(Schemas.at(url(port), LONG));
      hangUp(nobody);
    }
    SchemaRegistry later = new SchemaRegistry(RUNNING.clientProperties(), "127.0.0.1", port);
    later.start();
    try {
      assertThat(registered).succeedsWithin(Duration.ofMinutes(1));
    } finally {
      later.close();
    }
  }

  @Test
  void patienceHasAnEndAndThenItIsSaidWhatToDo() throws Exception {
    URI url;
    try (ServerSocket nobody = socket()) {
      url = url(nobody.getLocalPort());
    }
    Schemas schemas = Schemas.at(url, Duration.ofMillis(600));

    assertThatThrownBy(() -> schemas.register(List.of(Topics.ORDERS)))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "the schema registry at "
                + url
                + " does not answer. Is the address right, and is it up?");
  }

  @Test
  void whoClosesDoesNotWaitForTheEndOfHisPatience() throws Exception {
    Schemas schemas;
    CompletableFuture<Void> registered;
    try (ServerSocket nobody = socket()) {
      schemas = Schemas.at(url(nobody.getLocalPort()), LONG);
      registered = register(schemas);
      hangUp(nobody);
    }
    schemas.hurry();

    assertThatThrownBy(() -> registered.get(1, TimeUnit.MINUTES))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StartFailure.class);
  }

  private static CompletableFuture<Void> register(Schemas schemas) {
    return CompletableFuture.runAsync(() -> schemas.register(List.of(Topics.ORDERS)));
  }

  private static ServerSocket socket() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Takes one call, and ends it without an answer.
  private static void hangUp(ServerSocket nobody) throws IOException {
    nobody.accept().close();
  }
}
