package io.insideout.sql.view;

import java.util.HashMap;
import java.util.Map;
import java.util.TimeZone;
import org.apache.calcite.DataContext.Variable;

/// What a query may know of the world: the time, in UTC.
final class Now {
  private Now() {}

  static Map<String, Object> variables() {
    long millis = System.currentTimeMillis();
    Map<String, Object> variables = new HashMap<>();
    variables.put(Variable.UTC_TIMESTAMP.camelName, millis);
    variables.put(Variable.CURRENT_TIMESTAMP.camelName, millis);
    variables.put(Variable.LOCAL_TIMESTAMP.camelName, millis);
    variables.put(Variable.TIME_ZONE.camelName, TimeZone.getTimeZone("UTC"));
    return variables;
  }
}
