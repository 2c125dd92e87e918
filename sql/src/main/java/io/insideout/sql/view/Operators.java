package io.insideout.sql.view;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.schema.impl.ScalarFunctionImpl;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.ChainedSqlOperatorTable;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.jspecify.annotations.Nullable;

/// The functions and operators that there are over views: those that are named here. None of them
/// reads anything but its arguments, and none takes time or memory out of proportion to them.
final class Operators extends ChainedSqlOperatorTable {
  private static final Set<String> FUNCTIONS =
      words(
          """
          ABS ACOS ANY_VALUE ASCII ASIN ATAN ATAN2 AVG CARDINALITY CEIL CHARACTER_LENGTH
          CHAR_LENGTH COALESCE COS COT COUNT CURRENT_DATE CURRENT_TIMESTAMP DAYOFMONTH DAYOFWEEK
          DAYOFYEAR DEGREES ELEMENT EVERY EXP EXTRACT FLOOR HOUR INITCAP LN LOCALTIMESTAMP LOG10
          LOWER MAX MIN MINUTE MOD MONTH NULLIF OCTET_LENGTH PI POSITION POWER QUARTER RADIANS
          REPLACE ROUND SECOND SIGN SIN SINGLE_VALUE SOME SQRT STDDEV_POP STDDEV_SAMP SUBSTRING
          SUM $SUM0 TAN TIMESTAMPADD TIMESTAMPDIFF TRIM TRUNCATE UPPER VAR_POP VAR_SAMP YEAR
          """);

  private static final Set<String> SYMBOLS =
      words(
          """
          + - * / % < <= <> = > >= AND OR NOT IN EXISTS BETWEEN LIKE CASE CAST ITEM DOT ROW ARRAY
          VALUES AS DESC UNNEST LATERAL INTERVAL SEARCH || $SCALAR_QUERY FILTER ESCAPE
          """);

  private static final Set<String> BEGINNINGS = words("IS UNION EXCEPT INTERSECT NOT NULLS <");

  private static final List<SqlOperator> ALL = all();

  private static final SqlOperator CONCAT = safe("concat", 2);
  private static final SqlOperator REPLACE = safe("replace", 3);
  private static final SqlOperator TIMES = safe("times", 2);
  private static final Map<Integer, SqlOperator> LIKE =
      Map.of(2, safe("like", 2), 3, safe("like", 3));

  Operators() {
    super(ImmutableList.of(SqlOperatorTables.of(ALL)));
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  private static List<SqlOperator> all() {
    List<SqlOperator> all = new ArrayList<>(List.of(SqlLibraryOperators.ARRAY_AGG));
    for (SqlOperator one : SqlStdOperatorTable.instance().getOperatorList()) {
      if (isAllowed(one)) {
        all.add(one);
      }
    }
    return List.copyOf(all);
  }

  private static boolean isAllowed(SqlOperator operator) {
    String name = operator.getName();
    return switch (operator.getSyntax()) {
      case FUNCTION, FUNCTION_ID, FUNCTION_STAR, FUNCTION_ID_CONSTANT -> FUNCTIONS.contains(name);
      default ->
          SYMBOLS.contains(name)
              || BEGINNINGS.contains(name.split("[ =>]", 2)[0])
              || SYMBOLS.contains(name.split(" ", 2)[0]);
    };
  }

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      @Nullable SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> found,
      SqlNameMatcher matcher) {
    if (!name.isSimple()) {
      return;
    }
    String wanted = name.getSimple().toUpperCase(Locale.ROOT);
    for (SqlOperator one : ALL) {
      boolean isOfSyntax =
          one.getSyntax().family == syntax
              || (syntax == SqlSyntax.FUNCTION && one instanceof SqlFunction);
      if (isOfSyntax && one.getName().equals(wanted)) {
        found.add(one);
      }
    }
  }

  /// A plan whose functions keep within bounds.
  static RelNode bounded(RelNode plan) {
    RexBuilder rex = plan.getCluster().getRexBuilder();
    RexShuttle shuttle =
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            RexCall visited = (RexCall) super.visitCall(call);
            return bounded(visited, rex);
          }
        };
    return plan.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            return super.visit(other).accept(shuttle);
          }
        });
  }

  private static RexNode bounded(RexCall call, RexBuilder rex) {
    UnaryOperator<RexNode> decimal =
        one ->
            one.getType().getSqlTypeName() == SqlTypeName.DECIMAL
                ? one
                : rex.makeCast(call.getType(), one);
    SqlOperator operator = call.getOperator();
    if (operator.equals(SqlStdOperatorTable.CONCAT)) {
      return call(rex, call.getType(), CONCAT, call.getOperands());
    }
    if (operator.equals(SqlStdOperatorTable.REPLACE)) {
      return call(rex, call.getType(), REPLACE, call.getOperands());
    }
    if (operator.getKind() == SqlKind.LIKE) {
      return call(rex, call.getType(), LIKE.get(call.getOperands().size()), call.getOperands());
    }
    if (operator.getKind() == SqlKind.TIMES && SqlTypeUtil.isDecimal(call.getType())) {
      return call(rex, call.getType(), TIMES, call.getOperands().stream().map(decimal).toList());
    }
    return call;
  }

  private static RexNode call(
      RexBuilder rex, RelDataType type, @Nullable SqlOperator operator, List<RexNode> operands) {
    return rex.makeCall(type, requireNonNull(operator), operands);
  }

  private static SqlOperator safe(String method, int arguments) {
    for (Method one : SafeFunctions.class.getMethods()) {
      if (one.getName().equals(method) && one.getParameterCount() == arguments) {
        return new SqlUserDefinedFunction(
            new SqlIdentifier(method, SqlParserPos.ZERO),
            SqlKind.OTHER_FUNCTION,
            ReturnTypes.ARG0_NULLABLE,
            null,
            OperandTypes.operandMetadata(List.of(), types -> List.of(), i -> "x" + i, i -> false),
            ScalarFunctionImpl.create(one));
      }
    }
    throw new IllegalStateException(method);
  }
}
