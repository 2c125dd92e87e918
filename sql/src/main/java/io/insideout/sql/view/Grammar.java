package io.insideout.sql.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// What can be said over views: Calcite's grammar, but for what has no bound, and within bounds of
/// size.
final class Grammar {
  static final int MOST_CHARS = 16_384;
  static final int MOST_JOINS = 16;
  static final int MOST_DEEP = 200;

  private static final SqlParser.Config PARSER =
      SqlParser.config()
          .withQuoting(Quoting.BACK_TICK)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withQuotedCasing(Casing.UNCHANGED)
          .withIdentifierMaxLength(256);

  private static final Map<SqlKind, String> REFUSED = new EnumMap<>(SqlKind.class);

  static {
    REFUSED.put(SqlKind.OVER, "OVER");
    REFUSED.put(SqlKind.CUBE, "CUBE");
    REFUSED.put(SqlKind.ROLLUP, "ROLLUP");
    REFUSED.put(SqlKind.GROUPING_SETS, "GROUPING SETS");
    REFUSED.put(SqlKind.MATCH_RECOGNIZE, "MATCH_RECOGNIZE");
    REFUSED.put(SqlKind.TABLESAMPLE, "TABLESAMPLE");
    REFUSED.put(SqlKind.PIVOT, "PIVOT");
    REFUSED.put(SqlKind.UNPIVOT, "UNPIVOT");
    REFUSED.put(SqlKind.SIMILAR, "SIMILAR TO");
    REFUSED.put(SqlKind.COLLECTION_TABLE, "TABLE(…)");
  }

  private record Found(SqlNode node, int depth) {}

  private Grammar() {}

  /// @throws SqlParseException if it is not understood
  /// @throws org.apache.calcite.runtime.CalciteContextException if it goes beyond a bound
  static SqlNode parsed(String sql) throws SqlParseException {
    if (sql.length() > MOST_CHARS) {
      throw new AnswerEnds(
          "A query over views has at most %,d characters as it is written out."
              .formatted(MOST_CHARS));
    }
    SqlNode query = SqlParser.create(sql, PARSER).parseQuery();
    check(query);
    return query;
  }

  /// All that comes after goes down the tree by calling itself: it is measured first, by hand.
  private static void check(SqlNode query) {
    Deque<Found> open = new ArrayDeque<>(List.of(new Found(query, 0)));
    int joins = 0;
    while (!open.isEmpty()) {
      Found found = open.pop();
      SqlNode node = found.node();
      String refused = REFUSED.get(node.getKind());
      if (refused != null) {
        throw error(node, "There is no " + refused + " over views");
      }
      if (found.depth() > MOST_DEEP) {
        throw error(node, "This is more than " + MOST_DEEP + " steps deep");
      }
      joins += node.getKind() == SqlKind.JOIN ? 1 : 0;
      if (joins > MOST_JOINS) {
        throw error(node, "A query over views has at most " + MOST_JOINS + " joins");
      }
      List<? extends @Nullable SqlNode> inside =
          switch (node) {
            case SqlCall call -> call.getOperandList();
            case SqlNodeList list -> list.getList();
            default -> List.of();
          };
      for (SqlNode one : inside) {
        if (one != null) {
          open.push(new Found(one, found.depth() + 1));
        }
      }
    }
  }

  private static RuntimeException error(SqlNode node, String problem) {
    SqlParserPos at = node.getParserPosition();
    return new CalciteContextException(
        "",
        new IllegalArgumentException(problem),
        at.getLineNum(),
        at.getColumnNum(),
        at.getEndLineNum(),
        at.getEndColumnNum());
  }
}
