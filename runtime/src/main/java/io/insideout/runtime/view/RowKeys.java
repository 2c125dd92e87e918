package io.insideout.runtime.view;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Which row of a view a record is. As a rule that of the record's key; a topic that has several
/// things under one key, such as all shipments of an order, has a row for each of them.
///
/// @param of the key of the row that a record is, by the record's key and its value
/// @param recordKey the key of the records that a row is of, by the row's: that of the partition
///   where it stands. Asked only where the view is divided
public record RowKeys<V>(BiFunction<String, V, String> of, UnaryOperator<String> recordKey) {
  /// A row for each key of a record.
  public static <V> RowKeys<V> ofRecords() {
    return new RowKeys<>((recordKey, _) -> recordKey, UnaryOperator.identity());
  }

  /// A row for each name that values have, where a name begins with the record's key.
  ///
  /// @param name of a value, such as `0193-2` of the second shipment of order `0193`
  /// @param separator what stands behind the record's key, and never behind that again
  public static <V> RowKeys<V> named(Function<V, String> name, char separator) {
    return new RowKeys<>((_, value) -> name.apply(value), rowKey -> before(separator, rowKey));
  }

  private static String before(char separator, String rowKey) {
    int at = rowKey.lastIndexOf(separator);
    return at < 0 ? rowKey : rowKey.substring(0, at);
  }
}
