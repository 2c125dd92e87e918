package io.insideout.flink;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// The process. Its first line of input is its [Order], its first line of output where it answers;
/// then it stays until its input ends, as it does when whoever started it dies.
public final class Main {
  private Main() {}

  /// @param arguments none: what is secret does not stand among arguments, so nothing does
  public static void main(String[] arguments) throws Exception {
    // Whatever else is printed must not be taken for the answer.
    PrintStream answer = System.out;
    System.setOut(System.err);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    ObjectMapper json = new ObjectMapper();
    Order order = json.readValue(String.valueOf(input.readLine()), Order.class);
    if (!order.authorities().isEmpty()) {
      Authorities.trust(Path.of(order.authorities()));
    }
    try (Engine engine = new Engine(order.flink());
        Door door = Door.open(engine, order.token())) {
      answer.println(json.writeValueAsString(Map.of("port", door.port())));
      answer.flush();
      awaitEnd(input);
    }
    // Flink leaves threads behind that nobody can end.
    System.exit(0);
  }

  private static void awaitEnd(BufferedReader input) {
    try {
      while (input.readLine() != null) {
        // Nothing more is expected.
      }
    } catch (IOException gone) {
      // That is an end as well.
    }
  }

  /// What the process is told.
  ///
  /// @param token whoever asks has to know it
  /// @param flink Flink's settings
  /// @param authorities a file in PEM with those whom it believes besides those that Java knows;
  ///   empty for none
  record Order(String token, Map<String, String> flink, String authorities) {
    Order {
      flink = Map.copyOf(flink);
    }
  }
}
