package io.insideout.services.shipping;

import io.insideout.catalog.ShipmentLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What of a shipment leaves, and what stays for later. Together they are what was there, to the
/// unit.
///
/// @param leaving one line or more
/// @param staying no line where everything leaves
record Parting(List<ShipmentLine> leaving, List<ShipmentLine> staying) {

  /// Parts a shipment.
  ///
  /// @param lines that are there
  /// @param wanted that shall leave; none stands for everything, and a line named twice for both
  ///   its quantities
  /// @return nothing where something is wanted that is not there
  static Optional<Parting> of(List<ShipmentLine> lines, List<ShipmentLine> wanted) {
    if (wanted.isEmpty()) {
      return Optional.of(new Parting(lines, List.of()));
    }
    Map<Integer, Long> units = new HashMap<>();
    for (ShipmentLine line : wanted) {
      if (line.getQuantity() < 1) {
        return Optional.empty();
      }
      units.merge(line.getLine(), (long) line.getQuantity(), Long::sum);
    }
    List<ShipmentLine> leaving = new ArrayList<>();
    List<ShipmentLine> staying = new ArrayList<>();
    for (ShipmentLine line : lines) {
      Long leave = units.remove(line.getLine());
      int left =
          line.getQuantity() - (leave == null ? 0 : (int) Math.min(leave, Integer.MAX_VALUE));
      if (left < 0) {
        return Optional.empty();
      }
      if (leave != null) {
        leaving.add(with(line, line.getQuantity() - left));
      }
      if (left > 0) {
        staying.add(with(line, left));
      }
    }
    return units.isEmpty()
        ? Optional.of(new Parting(List.copyOf(leaving), List.copyOf(staying)))
        : Optional.empty();
  }

  private static ShipmentLine with(ShipmentLine line, int quantity) {
    return new ShipmentLine(line.getLine(), line.getSku(), quantity);
  }
}
