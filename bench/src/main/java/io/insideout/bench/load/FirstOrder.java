package io.insideout.bench.load;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first thing that somebody asks of a system that has just started: an order, and its
/// decision.
public final class FirstOrder {
  private static final Pattern ORDER_ID = Pattern.compile("\"orderId\" *: *\"([^\"]+)\"");
  private static final Pattern STATE = Pattern.compile("\"state\" *: *\"(VALIDATED|PAID)\"");

  private FirstOrder() {}

  /// Places an order and returns when it is VALIDATED.
  ///
  /// @param empty whether there is nothing to sell yet
  /// @throws StartFailure if it is not VALIDATED
  public static void place(URI door, boolean empty) {
    try (Connection connection = new Connection(door)) {
      if (empty) {
        expect(
            200,
            connection.send(
                "PUT",
                "/api/products/FIRST",
                "{\"description\":\"First\",\"listPrice\":\"1.00\"}"));
        expect(200, connection.send("PUT", "/api/stock/FIRST", "{\"onHand\":1000000}"));
      }
      String card = "first-" + System.nanoTime();
      String order =
          "{\"cardToken\":\"" + card + "\",\"lines\":[{\"sku\":\"FIRST\",\"quantity\":1}]}";
      String placed = expect(202, connection.send("POST", "/api/orders", order));
      Matcher id = ORDER_ID.matcher(placed);
      if (!id.find()) {
        throw new StartFailure("The door answers without an order's id: " + placed);
      }
      String path = "/api/orders/" + id.group(1) + "?wait=settled&timeout=60s";
      String settled = expect(200, connection.send("GET", path, ""));
      if (!STATE.matcher(settled).find()) {
        throw new StartFailure("The first order is not VALIDATED: " + settled);
      }
    } catch (IOException e) {
      throw new StartFailure("The door does not answer: " + e.getMessage(), e);
    }
  }

  private static String expect(int status, Connection.Reply reply) {
    if (reply.status() != status) {
      throw new StartFailure("The door answers %d: %s".formatted(reply.status(), reply.body()));
    }
    return reply.body();
  }
}
