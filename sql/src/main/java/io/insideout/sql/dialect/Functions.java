package io.insideout.sql.dialect;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// KSQL's functions, and what Flink has for them. A function that is not here has the same name in
/// both, or is Flink's own.
final class Functions {
  private static final Set<String> AGGREGATES =
      Set.of(
          "COUNT",
          "SUM",
          "AVG",
          "MIN",
          "MAX",
          "STDDEV",
          "STDDEV_POP",
          "STDDEV_SAMP",
          "VAR_POP",
          "VAR_SAMP",
          "VARIANCE",
          "COLLECT",
          "LISTAGG",
          "FIRST_VALUE",
          "LAST_VALUE",
          "ARRAY_AGG",
          "JSON_ARRAYAGG",
          "JSON_OBJECTAGG",
          "COUNT_DISTINCT",
          "COLLECT_LIST",
          "COLLECT_SET",
          "EARLIEST_BY_OFFSET",
          "LATEST_BY_OFFSET",
          "HISTOGRAM",
          "STDDEV_SAMPLE");

  /// What Flink cannot make of two parts of a window: hopping and session windows are made of
  /// parts.
  private static final Set<String> NOT_MERGED =
      Set.of(
          "FIRST_VALUE",
          "LAST_VALUE",
          "EARLIEST_BY_OFFSET",
          "LATEST_BY_OFFSET",
          "JSON_ARRAYAGG",
          "JSON_OBJECTAGG");

  /// Arguments stand as #1, #2 in what is written.
  private static final Map<String, Written> WRITTEN =
      Map.ofEntries(
          Map.entry("COUNT_DISTINCT", new Written(1, "COUNT(DISTINCT #1)")),
          Map.entry("COLLECT_LIST", new Written(1, "ARRAY_AGG(#1)")),
          Map.entry("COLLECT_SET", new Written(1, "ARRAY_AGG(DISTINCT #1)")),
          Map.entry("EARLIEST_BY_OFFSET", new Written(1, "FIRST_VALUE(#1)")),
          Map.entry("LATEST_BY_OFFSET", new Written(1, "LAST_VALUE(#1)")),
          Map.entry("HISTOGRAM", new Written(1, "COLLECT(#1)")),
          Map.entry("STDDEV_SAMPLE", new Written(1, "STDDEV_SAMP(#1)")),
          Map.entry("UCASE", new Written(1, "UPPER(#1)")),
          Map.entry("LCASE", new Written(1, "LOWER(#1)")),
          Map.entry("LEN", new Written(1, "CHAR_LENGTH(#1)")),
          Map.entry("IFNULL", new Written(2, "COALESCE(#1, #2)")),
          Map.entry("RANDOM", new Written(0, "RAND()")),
          Map.entry("TRUNC", new Written(2, "TRUNCATE(#1, #2)")),
          Map.entry("AS_VALUE", new Written(1, "(#1)")),
          Map.entry("ARRAY_LENGTH", new Written(1, "CARDINALITY(#1)")),
          Map.entry("AS_MAP", new Written(2, "MAP_FROM_ARRAYS(#1, #2)")),
          Map.entry("ENTRIES", new Written(1, "MAP_ENTRIES(#1)")),
          Map.entry("SLICE", new Written(3, "ARRAY_SLICE(#1, #2, #3)")),
          Map.entry("SPLIT_TO_MAP", new Written(3, "STR_TO_MAP(#1, #2, #3)")),
          Map.entry("EXTRACTJSONFIELD", new Written(2, "JSON_VALUE(#1, #2)")),
          Map.entry("IS_JSON_STRING", new Written(1, "(#1 IS JSON)")),
          Map.entry("TO_JSON_STRING", new Written(1, "JSON_STRING(#1)")),
          Map.entry("URL_DECODE_PARAM", new Written(1, "URL_DECODE(#1)")),
          Map.entry("URL_ENCODE_PARAM", new Written(1, "URL_ENCODE(#1)")),
          Map.entry("URL_EXTRACT_HOST", new Written(1, "PARSE_URL(#1, 'HOST')")),
          Map.entry("URL_EXTRACT_PATH", new Written(1, "PARSE_URL(#1, 'PATH')")),
          Map.entry("URL_EXTRACT_PROTOCOL", new Written(1, "PARSE_URL(#1, 'PROTOCOL')")),
          Map.entry("URL_EXTRACT_QUERY", new Written(1, "PARSE_URL(#1, 'QUERY')")),
          Map.entry("URL_EXTRACT_FRAGMENT", new Written(1, "PARSE_URL(#1, 'REF')")),
          Map.entry("URL_EXTRACT_PARAMETER", new Written(2, "PARSE_URL(#1, 'QUERY', #2)")),
          Map.entry("FORMAT_TIMESTAMP", new Written(2, "DATE_FORMAT(#1, #2)")),
          Map.entry("PARSE_TIMESTAMP", new Written(2, "TO_TIMESTAMP(#1, #2)")),
          Map.entry("PARSE_DATE", new Written(2, "TO_DATE(#1, #2)")),
          Map.entry("DATEADD", new Written(3, "TIMESTAMPADD(#1, #2, #3)")),
          Map.entry("TIMESTAMPSUB", new Written(3, "TIMESTAMPADD(#1, -(#2), #3)")),
          Map.entry("DATESUB", new Written(3, "TIMESTAMPADD(#1, -(#2), #3)")),
          Map.entry(
              "TIMESTAMPTOSTRING", new Written(2, "DATE_FORMAT(TO_TIMESTAMP_LTZ(#1, 3), #2)")));

  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("EXPLODE", "write CROSS JOIN UNNEST(column) AS t (element) behind FROM"),
          Map.entry(
              "TOPK", "write ROW_NUMBER() OVER (PARTITION BY … ORDER BY … DESC) <= k around it"),
          Map.entry(
              "TOPKDISTINCT",
              "write ROW_NUMBER() OVER (PARTITION BY … ORDER BY … DESC) <= k around it"),
          Map.entry("CORRELATION", "write it with SUM(x * y), SUM(x), SUM(y) and COUNT(*)"),
          Map.entry("ATTR", "write MIN(x), and HAVING MIN(x) = MAX(x)"),
          Map.entry("CBRT", "write POWER(x, 1.0 / 3)"),
          Map.entry("GEO_DISTANCE", "write it with SIN, COS and ACOS"),
          Map.entry("GENERATE_SERIES", "write a relation that has the numbers"),
          Map.entry("FIELD", "write CASE x WHEN 'a' THEN 1 WHEN 'b' THEN 2 ELSE 0 END"),
          Map.entry("STRUCT", "write CAST(ROW(a, b) AS ROW<x INT, y INT>)"),
          Map.entry("FILTER", "write CROSS JOIN UNNEST(column) AS t (element), and WHERE"),
          Map.entry("TRANSFORM", "write CROSS JOIN UNNEST(column) AS t (element), and SELECT"),
          Map.entry("REDUCE", "write CROSS JOIN UNNEST(column) AS t (element), and SUM"),
          Map.entry("MASK", "write REGEXP_REPLACE(x, '[0-9]', 'n')"),
          Map.entry("MASK_LEFT", "write CONCAT(REPEAT('*', n), SUBSTRING(x, n + 1))"),
          Map.entry("MASK_RIGHT", "write CONCAT(LEFT(x, CHAR_LENGTH(x) - n), REPEAT('*', n))"),
          Map.entry("MASK_KEEP_LEFT", "write CONCAT(LEFT(x, n), REPEAT('*', CHAR_LENGTH(x) - n))"),
          Map.entry(
              "MASK_KEEP_RIGHT", "write CONCAT(REPEAT('*', CHAR_LENGTH(x) - n), RIGHT(x, n))"),
          Map.entry("REGEXP_SPLIT_TO_ARRAY", "write SPLIT(x, delimiter)"),
          Map.entry("JSON_ARRAY_CONTAINS", "write JSON_EXISTS(x, '$[?(@ == 1)]')"),
          Map.entry("JSON_ARRAY_LENGTH", "write JSON_VALUE(x, '$.length()')"),
          Map.entry("STRINGTOTIMESTAMP", "write TO_TIMESTAMP(x, format)"),
          Map.entry("STRINGTODATE", "write TO_DATE(x, format)"),
          Map.entry("DATETOSTRING", "write DATE_FORMAT(x, format)"),
          Map.entry("FORMAT_DATE", "write DATE_FORMAT(CAST(x AS TIMESTAMP(3)), format)"),
          Map.entry("FORMAT_TIME", "write CAST(x AS STRING)"),
          Map.entry("PARSE_TIME", "write CAST(x AS TIME)"),
          Map.entry("TIMEADD", "write x + INTERVAL '5' MINUTE"),
          Map.entry("TIMESUB", "write x - INTERVAL '5' MINUTE"),
          Map.entry("URL_EXTRACT_PORT", "write REGEXP_EXTRACT(x, ':([0-9]+)', 1)"));

  /// @param arguments how many it takes
  record Written(int arguments, String template) {}

  private Functions() {}

  static Map<String, Written> written() {
    return WRITTEN;
  }

  static Map<String, String> refused() {
    return REFUSED;
  }

  static @Nullable Written written(String name) {
    return WRITTEN.get(name);
  }

  /// What to write instead of a function that has no counterpart.
  static @Nullable String refused(String name) {
    return REFUSED.get(name);
  }

  static boolean isMerged(String name) {
    return !NOT_MERGED.contains(name);
  }

  static boolean isAggregate(String name) {
    return AGGREGATES.contains(name);
  }

  /// Those that it is worth knowing of at a prompt.
  static Set<String> aggregates() {
    return AGGREGATES;
  }
}
