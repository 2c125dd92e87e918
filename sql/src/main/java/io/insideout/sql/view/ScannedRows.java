package io.insideout.sql.view;

import io.insideout.runtime.view.ViewRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.jspecify.annotations.Nullable;

/// The rows of a view, for the code that Calcite makes of a query and compiles in a place of its
/// own: that is why it is public.
public final class ScannedRows {
  private static final int PAGE_ROWS = 512;

  private final ViewTable view;
  private final List<Integer> columns;
  private final @Nullable List<String> keys;

  /// @param keys whose rows are read; null for all
  ScannedRows(ViewTable view, List<Integer> columns, @Nullable List<String> keys) {
    this.view = view;
    this.columns = columns;
    this.keys = keys;
  }

  /// The rows, which may be gone through any number of times.
  public Enumerable<@Nullable Object> enumerable() {
    RowReader reader = view.reader(columns);
    return new AbstractEnumerable<>() {
      @Override
      public Enumerator<@Nullable Object> enumerator() {
        Iterator<ViewRow> rows = keys == null ? new Pages(view) : found(keys).iterator();
        return Linq4j.transform(Linq4j.iterableEnumerator(() -> rows), reader::read);
      }
    };
  }

  private List<ViewRow> found(List<String> some) {
    List<ViewRow> found = new ArrayList<>();
    for (String key : some) {
      ViewRow row = view.get(key);
      if (row != null) {
        found.add(row);
      }
    }
    return found;
  }

  /// All rows, a page at a time.
  private static final class Pages implements Iterator<ViewRow> {
    private final ViewTable view;
    private Iterator<ViewRow> page = List.<ViewRow>of().iterator();
    private @Nullable String last;
    private boolean isOver;

    Pages(ViewTable view) {
      this.view = view;
    }

    @Override
    public boolean hasNext() {
      if (!page.hasNext() && !isOver) {
        page = view.page(last, PAGE_ROWS).iterator();
        isOver = !page.hasNext();
      }
      return page.hasNext();
    }

    @Override
    public ViewRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ViewRow row = page.next();
      last = row.key();
      return row;
    }
  }
}
