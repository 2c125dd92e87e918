package io.insideout.acceptance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.insideout.catalog.Order;
import io.insideout.catalog.OrderValidation;
import io.insideout.services.orders.OrderChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The next two versions of the program: a state of orders and a field of theirs are known to the
/// first of them, and used by the second. What goes in one step is in the first: a field of what is
/// written once, a field of a store that nobody misses, a node.
final class TwoSteps {
  /// The new state: what EXPIRED is today.
  static final String STATE = "LAPSED";

  /// What the second version says in the new field of orders.
  static final String NOTE = "from the version that says so";

  /// What the first says in the new field of the answers of details.
  static final String CHECKED_BY = "the next";

  /// The node that shipping has in the first.
  static final String NODE = "seen-by-the-next";

  private static final String EXPIRED = "EXPIRED";

  private TwoSteps() {}

  /// The first: it reads what the second writes, and hands it on. It writes none of it.
  static OtherVersion knowing() throws IOException {
    return service(
            fields(
                new OtherVersion()
                    .eachLine(
                        List.of("app", "catalog", "services", "story", "verify"),
                        EXPIRED,
                        TwoSteps::alsoInTheNewState)),
            "shipping.ShippingService",
            "(isPaid, Named\\.as\\(\"paid\"\\)\\))",
            "$1.peek((id, order) -> {}, Named.as(\"" + NODE + "\"))")
        .schema(
            Order.getClassSchema(),
            order -> {
              ((ArrayNode) order.findParent("symbols").path("symbols")).add(STATE);
              add(order, "note", "[\"null\", \"string\"]", "null");
            });
  }

  private static void add(ObjectNode schema, String name, String type, String value) {
    try {
      OtherVersion.addField(
          schema, "{\"name\": \"%s\", \"type\": %s, \"default\": %s}".formatted(name, type, value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String alsoInTheNewState(String line) {
    if (line.startsWith("import ")) {
      return line + line.replace(EXPIRED, STATE);
    }
    return line.contains("case ") ? line.replace(EXPIRED, EXPIRED + ", " + STATE) : line;
  }

  private static OtherVersion fields(OtherVersion version) throws IOException {
    OtherVersion noted =
        service(
            service(version, "orders.Lifecycle", "(place\\.getCountry\\(\\))\\)", "$1, null)"),
            "orders.Versions",
            "(\\.setCountry\\(order\\.getCountry\\(\\)\\))",
            "$1.setNote(order.getNote())");
    OtherVersion counted =
        service(
                service(
                    noted,
                    "orders.Lifecycle",
                    "(new OrderChecks\\(List\\.of\\(\\), List\\.of\\(\\))\\)",
                    "$1, 0)"),
                "orders.Lifecycle",
                "(new OrderChecks\\(.*(List\\.of\\(failure\\)|getFailures\\(\\)))\\)",
                "$1, checks.getAnswers() + 1)")
            .schema(OrderChecks.getClassSchema(), checks -> add(checks, "answers", "\"int\"", "0"));
    OtherVersion answered =
        service(
            service(
                counted, "fraud.FraudProcessor", "(restsOn,\\s+List\\.of\\(\\))\\)", "$1, null)"),
            "inventory.ReservationProcessor",
            "(reason, List\\.of\\(\\), shortages)\\)",
            "$1, null)");
    return service(
            answered,
            "details.DetailsProcessor",
            "(reason,\\s+List\\.of\\(\\),\\s+List\\.of\\(\\))\\)",
            "$1, \"" + CHECKED_BY + "\")")
        .schema(
            OrderValidation.getClassSchema(),
            answer -> add(answer, "checkedBy", "[\"null\", \"string\"]", "null"));
  }

  /// The second.
  static OtherVersion using() throws IOException {
    return service(
        service(
            knowing(),
            "orders.Lifecycle",
            "(place\\.getCountry\\(\\)), null\\)",
            "$1, \"" + NOTE + "\")"),
        "orders.Fulfilment",
        "(Versions\\.to\\(order, )" + EXPIRED,
        "$1" + STATE);
  }

  private static OtherVersion service(
      OtherVersion version, String type, String pattern, String replacement) throws IOException {
    return version.replace("services", "io.insideout.services." + type, pattern, replacement);
  }
}
