package io.insideout.sql.view;

import java.util.List;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/// What Calcite comes by again and again while it makes a plan: there it is seen whether the time
/// is over. Some of what it does takes twice the time for each query within a query, and nobody
/// else would end it.
final class Watched {
  private Watched() {}

  /// The types that there are.
  static final class Types extends JavaTypeFactoryImpl {
    private static final RelDataTypeSystem SYSTEM =
        new RelDataTypeSystemImpl() {
          // Texts of several lengths side by side are not filled up with spaces.
          @Override
          public boolean shouldConvertRaggedUnionTypesToVarying() {
            return true;
          }

          // A sum of small figures may be a large one.
          @Override
          public RelDataType deriveSumType(RelDataTypeFactory types, RelDataType argument) {
            return SqlTypeName.INT_TYPES.contains(argument.getSqlTypeName())
                ? types.createTypeWithNullability(
                    types.createSqlType(SqlTypeName.BIGINT), argument.isNullable())
                : super.deriveSumType(types, argument);
          }
        };

    private final Bounds bounds;

    Types(Bounds bounds) {
      super(SYSTEM);
      this.bounds = bounds;
    }

    @Override
    public RelDataType createTypeWithNullability(RelDataType type, boolean nullable) {
      bounds.row();
      return super.createTypeWithNullability(type, nullable);
    }

    @Override
    public @Nullable RelDataType leastRestrictive(List<RelDataType> types) {
      bounds.row();
      return super.leastRestrictive(types);
    }
  }

  /// The relations that there are.
  static final class Catalogue extends CalciteCatalogReader {
    private final Bounds bounds;

    Catalogue(CalciteSchema root, Types types, Bounds bounds) {
      super(root, List.of(), types, new CalciteConnectionConfigImpl(new Properties()));
      this.bounds = bounds;
    }

    @Override
    public SqlNameMatcher nameMatcher() {
      bounds.row();
      return super.nameMatcher();
    }
  }

  /// What chooses among plans.
  static final class Planner extends VolcanoPlanner {
    private final Bounds bounds;

    Planner(Bounds bounds) {
      super(Contexts.empty());
      this.bounds = bounds;
    }

    @Override
    public void checkCancel() {
      bounds.row();
      super.checkCancel();
    }
  }
}
