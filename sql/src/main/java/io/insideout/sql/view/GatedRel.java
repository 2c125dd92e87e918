package io.insideout.sql.view;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Calc;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/// A step of a plan with a [Gate] behind it.
final class GatedRel extends SingleRel implements EnumerableRel {
  /// The first so many are kept and no more, where they are not more than these.
  private static final int FEW = 1_000;

  private static final Method OVER = Types.lookupMethod(Gate.class, "over", Enumerable.class);

  private final Bounds bounds;
  private final Gate.Keeps keeps;

  private GatedRel(EnumerableRel input, Bounds bounds, Gate.Keeps keeps) {
    super(input.getCluster(), input.getTraitSet(), input);
    this.bounds = bounds;
    this.keeps = keeps;
  }

  /// A plan whose every step has one.
  static EnumerableRel everywhere(RelNode plan, Bounds bounds) {
    return gated(plan, bounds, new Gate.Keeps.Nothing());
  }

  private static EnumerableRel gated(RelNode rel, Bounds bounds, Gate.Keeps keeps) {
    List<RelNode> inputs = new ArrayList<>();
    for (RelNode input : rel.getInputs()) {
      inputs.add(gated(input, bounds, kept(rel)));
    }
    RelNode step = inputs.isEmpty() ? rel : rel.copy(rel.getTraitSet(), inputs);
    return new GatedRel((EnumerableRel) step, bounds, keeps);
  }

  /// What a step keeps of its inputs; where that is not known, all of it.
  private static Gate.Keeps kept(RelNode rel) {
    return switch (rel) {
      case Calc _, Correlate _, Uncollect _ -> new Gate.Keeps.Nothing();
      case Union union when union.all -> new Gate.Keeps.Nothing();
      case Sort sort when keepsFew(sort) -> new Gate.Keeps.Nothing();
      case Aggregate aggregate
          when aggregate.getGroupSet().isEmpty() && gathersNothing(aggregate) ->
          new Gate.Keeps.Nothing();
      case Aggregate aggregate when gathersNothing(aggregate) ->
          new Gate.Keeps.OneForEach(aggregate.getGroupSet().asList());
      default -> new Gate.Keeps.EveryRow();
    };
  }

  private static boolean keepsFew(Sort sort) {
    boolean isSorted = !sort.getCollation().getFieldCollations().isEmpty();
    return !isSorted || (few(sort.fetch) && (sort.offset == null || few(sort.offset)));
  }

  private static boolean few(@Nullable Object count) {
    return count instanceof RexLiteral literal && RexLiteral.intValue(literal) <= FEW;
  }

  private static boolean gathersNothing(Aggregate aggregate) {
    return aggregate.getAggCallList().stream()
        .noneMatch(
            call ->
                call.isDistinct()
                    || call.getAggregation().getKind() == SqlKind.COLLECT
                    || call.getAggregation().getKind() == SqlKind.LISTAGG
                    || call.getAggregation().getKind() == SqlKind.ARRAY_AGG);
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new GatedRel((EnumerableRel) inputs.getFirst(), bounds, keeps);
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
    BlockBuilder block = new BlockBuilder();
    Result rows = implementor.visitChild(this, 0, (EnumerableRel) getInput(), Prefer.ARRAY);
    Expression gate = implementor.stash(new Gate(bounds, keeps), Gate.class);
    block.add(Expressions.call(gate, OVER, block.append("rows", rows.block)));
    return implementor.result(rows.physType, block.toBlock());
  }
}
