package io.insideout.services.orders;

import io.insideout.catalog.OrderLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Units, a line of the order each. Empty stands for none of any line.
final class Quantities {
  private Quantities() {}

  /// Units of one line of an order, counted from 0.
  record Of(int line, int quantity) {}

  /// With some more units. Lines that the order does not have count for nothing.
  static List<Integer> plus(List<Integer> quantities, List<OrderLine> lines, List<Of> more) {
    List<Integer> sum =
        new ArrayList<>(quantities.isEmpty() ? Collections.nCopies(lines.size(), 0) : quantities);
    for (Of one : more) {
      if (one.line() >= 0 && one.line() < sum.size()) {
        // More than a line can have stays more than it can have.
        long together = (long) sum.get(one.line()) + one.quantity();
        sum.set(one.line(), (int) Math.min(Integer.MAX_VALUE, together));
      }
    }
    return List.copyOf(sum);
  }

  /// What is left of each line after these units.
  static List<Integer> left(List<OrderLine> lines, List<Integer> quantities) {
    return IntStream.range(0, lines.size())
        .mapToObj(line -> lines.get(line).getQuantity() - of(quantities, line))
        .toList();
  }

  static boolean isAll(List<Integer> quantities, List<OrderLine> lines) {
    return left(lines, quantities).stream().allMatch(left -> left <= 0);
  }

  static int of(List<Integer> quantities, int line) {
    return quantities.isEmpty() ? 0 : quantities.get(line);
  }
}
