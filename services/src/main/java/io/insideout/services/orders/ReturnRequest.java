package io.insideout.services.orders;

import io.insideout.catalog.Order;
import io.insideout.catalog.ReturnLine;
import io.insideout.catalog.ReturnLines;
import io.insideout.runtime.http.Problem;
import io.insideout.runtime.http.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A return as a caller sends it.
record ReturnRequest(@Nullable List<@Nullable Line> lines, @Nullable String reason) {
  private static final int MAX_REASON = 500;

  /// A line of it.
  ///
  /// @param line of the order, counted from 0
  record Line(@Nullable Integer line, @Nullable Integer quantity) {}

  /// The return that is asked for.
  ///
  /// @throws Problem 400 that names every field that is wrong for this order
  // Avro's classes are not annotated: a reason may be null in the schema.
  @SuppressWarnings("NullAway")
  ReturnLines check(String returnId, Order order) {
    checkReason(reason);
    int ordered = order.getLines().size();
    if (lines == null || lines.isEmpty() || lines.size() > ordered) {
      throw Problem.invalid("lines", "is required: 1 to " + ordered + " lines of the order");
    }
    List<FieldError> errors = new ArrayList<>();
    List<ReturnLine> checked = new ArrayList<>();
    for (int i = 0; i < lines.size() && errors.size() < 20; i++) {
      Line line = lines.get(i);
      String at = "lines[" + i + "]";
      if (line == null || line.line() == null || line.line() < 0 || line.line() >= ordered) {
        errors.add(new FieldError(at + ".line", "is a line of the order, 0 to " + (ordered - 1)));
        continue;
      }
      int most = order.getLines().get(line.line()).getQuantity();
      if (line.quantity() == null || line.quantity() < 1 || line.quantity() > most) {
        errors.add(new FieldError(at + ".quantity", "is a number from 1 to " + most));
      } else {
        checked.add(new ReturnLine(line.line(), line.quantity()));
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return new ReturnLines(returnId, checked, reason);
  }

  /// @throws Problem 400 if it is too long
  static void checkReason(@Nullable String reason) {
    if (reason != null && (reason.isBlank() || reason.length() > MAX_REASON)) {
      throw Problem.invalid("reason", "is 1 to " + MAX_REASON + " characters, or left out");
    }
  }
}
