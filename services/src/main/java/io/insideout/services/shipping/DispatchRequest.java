package io.insideout.services.shipping;

import static java.util.stream.Collectors.toMap;

import io.insideout.catalog.ShipmentLine;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Problem.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What leaves, as a caller sends it.
///
/// @param lines absent for everything
record DispatchRequest(@Nullable List<@Nullable Line> lines) {
  private static final int MAX_ERRORS = 20;

  /// @param line of the order, counted from 0
  record Line(@Nullable Integer line, @Nullable Integer quantity) {}

  /// The lines that leave, of those that the shipment has; none for everything.
  ///
  /// @throws Problem 400 that names every field that is wrong
  List<ShipmentLine> check(List<ShipmentLine> shipped) {
    if (lines == null) {
      return List.of();
    }
    if (lines.isEmpty()) {
      throw Problem.invalid("lines", "is 1 line or more, or left out for everything");
    }
    Map<Integer, ShipmentLine> there =
        shipped.stream().collect(toMap(ShipmentLine::getLine, line -> line));
    Set<Integer> named = new HashSet<>();
    List<ShipmentLine> leaving = new ArrayList<>();
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < lines.size() && errors.size() < MAX_ERRORS; i++) {
      String at = "lines[" + i + "]";
      Line line = lines.get(i);
      if (line == null || line.line() == null || !there.containsKey(line.line())) {
        errors.add(new FieldError(at + ".line", "is none of the shipment's lines"));
      } else if (!named.add(line.line())) {
        errors.add(new FieldError(at + ".line", "is named twice"));
      } else {
        check(line.quantity(), there.get(line.line()), at, leaving, errors);
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return leaving;
  }

  private static void check(
      @Nullable Integer quantity,
      ShipmentLine there,
      String at,
      List<ShipmentLine> leaving,
      List<FieldError> errors) {
    if (quantity == null || quantity < 1 || quantity > there.getQuantity()) {
      errors.add(
          new FieldError(
              at + ".quantity", "is required: a number from 1 to " + there.getQuantity()));
    } else {
      leaving.add(new ShipmentLine(there.getLine(), there.getSku(), quantity));
    }
  }
}
