package io.insideout.sql.view;

import java.util.List;
import java.util.Map;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelCollationTraitDef;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.apache.calcite.tools.Program;
import org.apache.calcite.tools.Programs;

/// How a query over views is gone about: Calcite's parser, validator and planner, without anything
/// of theirs that a query over views has no use for. Nothing is computed while it is planned, and
/// the order of joins is that of the query, so a plan takes no longer than its text is.
final class ViewPlanner {
  private static final Program REWRITES =
      together(
          CoreRules.FILTER_MERGE,
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.JOIN_CONDITION_PUSH,
          // Where two are joined by their keys, the key of the one is that of the other.
          CoreRules.JOIN_PUSH_TRANSITIVE_PREDICATES,
          CoreRules.FILTER_CORRELATE,
          CoreRules.FILTER_AGGREGATE_TRANSPOSE,
          CoreRules.FILTER_SET_OP_TRANSPOSE,
          // Past columns only: an expression would be written once more for each time it is named.
          CoreRules.FILTER_PROJECT_TRANSPOSE
              .config
              .withOperandSupplier(
                  filter ->
                      filter
                          .operand(Filter.class)
                          .oneInput(
                              project ->
                                  project
                                      .operand(Project.class)
                                      .predicate(ViewPlanner::isOfColumns)
                                      .anyInputs()))
              .toRule(),
          CoreRules.PROJECT_REMOVE,
          CoreRules.AGGREGATE_REDUCE_FUNCTIONS,
          CoreRules.AGGREGATE_EXPAND_DISTINCT_AGGREGATES);

  private static final List<RelOptRule> STEPS =
      List.of(
          EnumerableRules.ENUMERABLE_JOIN_RULE,
          EnumerableRules.ENUMERABLE_CORRELATE_RULE,
          EnumerableRules.ENUMERABLE_PROJECT_RULE,
          EnumerableRules.ENUMERABLE_FILTER_RULE,
          EnumerableRules.ENUMERABLE_CALC_RULE,
          EnumerableRules.ENUMERABLE_AGGREGATE_RULE,
          EnumerableRules.ENUMERABLE_SORT_RULE,
          EnumerableRules.ENUMERABLE_LIMIT_SORT_RULE,
          EnumerableRules.ENUMERABLE_LIMIT_RULE,
          EnumerableRules.ENUMERABLE_COLLECT_RULE,
          EnumerableRules.ENUMERABLE_UNCOLLECT_RULE,
          EnumerableRules.ENUMERABLE_UNION_RULE,
          EnumerableRules.ENUMERABLE_INTERSECT_RULE,
          EnumerableRules.ENUMERABLE_MINUS_RULE,
          EnumerableRules.ENUMERABLE_VALUES_RULE);

  private static final Program CALCULATIONS =
      together(
          EnumerableRules.ENUMERABLE_FILTER_TO_CALC_RULE,
          EnumerableRules.ENUMERABLE_PROJECT_TO_CALC_RULE);

  private final Bounds bounds;
  private final Watched.Types types;
  private final Watched.Catalogue catalogue;

  /// @param views by their names within `views`
  ViewPlanner(Map<String, Table> views, Bounds bounds) {
    this.bounds = bounds;
    this.types = new Watched.Types(bounds);
    CalciteSchema root = CalciteSchema.createRootSchema(false, false);
    CalciteSchema schema = root.add("views", new AbstractSchema());
    views.forEach(schema::add);
    root.add("STRING", factory -> factory.createSqlType(SqlTypeName.VARCHAR));
    root.add("BYTES", factory -> factory.createSqlType(SqlTypeName.VARBINARY));
    this.catalogue = new Watched.Catalogue(root, types, bounds);
  }

  private static Program together(RelOptRule... rules) {
    return Programs.of(
        new HepProgramBuilder().addRuleCollection(List.of(rules)).build(),
        true,
        DefaultRelMetadataProvider.INSTANCE);
  }

  private static boolean isOfColumns(Project project) {
    return project.getProjects().stream()
        .allMatch(
            one ->
                one instanceof RexInputRef
                    || (one instanceof RexFieldAccess field
                        && field.getReferenceExpr() instanceof RexInputRef));
  }

  /// The plan of a query, whose columns have the names of the query.
  ///
  /// @throws SqlParseException if it is not understood
  /// @throws org.apache.calcite.runtime.CalciteContextException if it names what is not there
  RelNode plan(String sql) throws SqlParseException {
    SqlNode parsed = Grammar.parsed(sql);
    SqlValidator validator =
        SqlValidatorUtil.newValidator(
            new Operators(),
            catalogue,
            types,
            SqlValidator.Config.DEFAULT.withIdentifierExpansion(true));
    SqlNode validated = validator.validate(parsed);
    RelOptCluster cluster = RelOptCluster.create(planner(), new RexBuilder(types));
    SqlToRelConverter converter =
        new SqlToRelConverter(
            (type, query, schema, path) -> {
              throw new UnsupportedOperationException("there is nothing to expand");
            },
            validator,
            catalogue,
            cluster,
            StandardConvertletTable.INSTANCE,
            SqlToRelConverter.config()
                .withTrimUnusedFields(true)
                .withExpand(false)
                .withInSubQueryThreshold(Integer.MAX_VALUE));
    RelRoot root = converter.convertQuery(validated, false, true);
    RelNode logical = run(Programs.subQuery(DefaultRelMetadataProvider.INSTANCE), root.project());
    logical =
        RelDecorrelator.decorrelateQuery(
            logical, RelFactories.LOGICAL_BUILDER.create(cluster, null));
    logical = run(REWRITES, logical);
    logical = Operators.bounded(converter.trimUnusedFields(false, logical));
    RelNode physical = run(Programs.ofRules(STEPS), KeyLookups.in(logical));
    return run(CALCULATIONS, physical);
  }

  private static RelNode run(Program program, RelNode rel) {
    return program.run(
        rel.getCluster().getPlanner(),
        rel,
        rel.getTraitSet().replace(EnumerableConvention.INSTANCE),
        List.of(),
        List.of());
  }

  private Watched.Planner planner() {
    Watched.Planner planner = new Watched.Planner(bounds);
    planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
    planner.addRelTraitDef(RelCollationTraitDef.INSTANCE);
    planner.setExecutor((rex, constants, results) -> results.addAll(constants));
    return planner;
  }
}
