package io.insideout.verify;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The tables of a database beside the log, as law L looks at them. Who has the database says how
/// its rows are read; what has to stand in them is worked out from the log alone.
///
/// They are `product` and `warehouse_stock`, by SKU; `orders_view`, by order; `shipments_view`, by
/// shipment; `shipped_lines`, by order, all lines of one in a row; and `shipped_totals`, by SKU,
/// with the three figures that the database keeps of units that have left: the sum of the lines
/// (`lines`), its total (`totals`), and what the row of stock says (`stock`), if there is one.
public interface Tables {
  /// A row.
  ///
  /// @param columns what stands in it, by name. Numbers are plain decimals without zeros behind,
  ///   moments are microseconds since the epoch, the fields of a list are `lines.0.sku`; what is
  ///   null is left out
  record Row(String table, String key, SortedMap<String, String> columns) {
    public Row {
      columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    }
  }

  /// Hands over the rows of all tables, as they are at one moment.
  void read(Consumer<Row> taker) throws Away;

  /// Hands over the rows of some keys of one table, as they are now.
  void read(String table, Collection<String> keys, Consumer<Row> taker) throws Away;

  /// They cannot be read: nobody can say whether they agree with the log.
  final class Away extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message why, for whoever reads the report
    public Away(String message) {
      super(message);
    }

    /// @param message why, for whoever reads the report
    public Away(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
