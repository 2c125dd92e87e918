package io.insideout.sql.view;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// The reading of a view: the columns that are wanted, of all rows, or of those with some keys.
final class ViewScan extends TableScan implements EnumerableRel {
  /// Nobody knows, and it matters for what a plan is said to cost alone.
  private static final double GUESSED_ROWS = 100_000;

  private final ViewTable view;
  private final List<Integer> columns;
  private final @Nullable List<String> keys;

  private ViewScan(
      RelOptCluster cluster,
      RelOptTable table,
      ViewTable view,
      List<Integer> columns,
      @Nullable List<String> keys) {
    super(cluster, cluster.traitSetOf(EnumerableConvention.INSTANCE), List.of(), table);
    this.view = view;
    this.columns = List.copyOf(columns);
    this.keys = keys == null ? null : List.copyOf(keys);
  }

  static ViewScan whole(RelOptCluster cluster, RelOptTable table, ViewTable view, int columns) {
    return new ViewScan(cluster, table, view, IntStream.range(0, columns).boxed().toList(), null);
  }

  /// The same, of these keys alone.
  ViewScan of(Set<String> some) {
    return new ViewScan(getCluster(), getTable(), view, columns, some.stream().sorted().toList());
  }

  boolean isWhole() {
    return keys == null;
  }

  /// Whether a column of what is read is the key of a row.
  boolean isKey(int column) {
    return view.isKey(columns.get(column));
  }

  /// Only the columns that are used, which is what a query is trimmed to.
  @Override
  public RelNode project(ImmutableBitSet used, Set<RelDataTypeField> extra, RelBuilder builder) {
    return used.cardinality() == columns.size()
        ? this
        : new ViewScan(
            getCluster(),
            getTable(),
            view,
            used.asList().stream().map(columns::get).toList(),
            keys);
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new ViewScan(getCluster(), getTable(), view, columns, keys);
  }

  @Override
  public RelDataType deriveRowType() {
    List<RelDataTypeField> all = getTable().getRowType().getFieldList();
    RelDataTypeFactory.Builder row = getCluster().getTypeFactory().builder();
    columns.forEach(column -> row.add(all.get(column)));
    return row.build();
  }

  @Override
  public double estimateRowCount(RelMetadataQuery metadata) {
    return keys == null ? GUESSED_ROWS : keys.size();
  }

  @Override
  public @Nullable RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery metadata) {
    double rows = estimateRowCount(metadata);
    return planner.getCostFactory().makeCost(rows, rows, 0);
  }

  @Override
  public RelWriter explainTerms(RelWriter terms) {
    return super.explainTerms(terms)
        .item("columns", columns.stream().map(view::column).toList())
        .itemIf("keys", keys, keys != null);
  }

  @Override
  public Result implement(EnumerableRelImplementor implementor, Prefer prefer) {
    PhysType physical =
        PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), JavaRowFormat.ARRAY);
    ScannedRows rows = new ScannedRows(view, columns, keys);
    return implementor.result(
        physical,
        Blocks.toBlock(Expressions.call(implementor.stash(rows, ScannedRows.class), "enumerable")));
  }
}
