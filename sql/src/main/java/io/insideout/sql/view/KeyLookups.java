package io.insideout.sql.view;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.Sarg;

/// Finds where a query says which keys it wants: there rows are looked up, and no others are read.
/// The condition stays where it is, so that a row is never there for being looked up.
final class KeyLookups {
  private KeyLookups() {}

  /// The plan with lookups in it.
  static RelNode in(RelNode plan) {
    if (plan instanceof Filter filter
        && filter.getInput() instanceof ViewScan scan
        && scan.isWhole()) {
      return keys(filter.getCondition(), scan)
          .<RelNode>map(some -> filter.copy(filter.getTraitSet(), List.of(scan.of(some))))
          .orElse(plan);
    }
    List<RelNode> inputs = plan.getInputs().stream().map(KeyLookups::in).toList();
    return inputs.equals(plan.getInputs()) ? plan : plan.copy(plan.getTraitSet(), inputs);
  }

  private static Optional<Set<String>> keys(RexNode condition, ViewScan scan) {
    return RelOptUtil.conjunctions(condition).stream()
        .map(one -> keysOf(one, scan))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// The keys that a row has one of where this holds, if it says so.
  private static Optional<Set<String>> keysOf(RexNode condition, ViewScan scan) {
    if (!(condition instanceof RexCall call)) {
      return Optional.empty();
    }
    List<RexNode> operands = call.getOperands();
    return switch (call.getKind()) {
      case EQUALS ->
          isKey(operands.get(0), scan)
              ? text(operands.get(1))
              : isKey(operands.get(1), scan) ? text(operands.get(0)) : Optional.empty();
      case SEARCH -> isKey(operands.get(0), scan) ? points(operands.get(1)) : Optional.empty();
      case OR -> either(operands, scan);
      default -> Optional.empty();
    };
  }

  private static Optional<Set<String>> either(List<RexNode> conditions, ViewScan scan) {
    Set<String> all = new TreeSet<>();
    for (RexNode condition : conditions) {
      Optional<Set<String>> some = keysOf(condition, scan);
      if (some.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(some.get());
    }
    return Optional.of(all);
  }

  private static boolean isKey(RexNode node, ViewScan scan) {
    return node instanceof RexInputRef column && scan.isKey(column.getIndex());
  }

  private static Optional<Set<String>> text(RexNode node) {
    return node instanceof RexLiteral literal && literal.getValue() instanceof NlsString text
        ? Optional.of(Set.of(text.getValue()))
        : Optional.empty();
  }

  private static Optional<Set<String>> points(RexNode node) {
    if (!(node instanceof RexLiteral literal)
        || !(literal.getValue() instanceof Sarg<?> sarg)
        || !sarg.isPoints()) {
      return Optional.empty();
    }
    Set<String> all = new TreeSet<>();
    for (var range : sarg.rangeSet.asRanges()) {
      if (!(range.lowerEndpoint() instanceof NlsString text)) {
        return Optional.empty();
      }
      all.add(text.getValue());
    }
    return Optional.of(all);
  }
}
