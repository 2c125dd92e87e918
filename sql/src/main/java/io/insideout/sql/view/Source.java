package io.insideout.sql.view;

import io.insideout.runtime.view.ViewRow;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/// Where the rows of a view come from.
interface Source {
  /// The schema of the topic's values.
  Schema schema();

  /// Reads values by another schema. For one thread at a time.
  Function<byte[], GenericRecord> values(Schema as);

  /// What is, at this moment: all that was committed before the call is in it.
  ///
  /// @return to be closed by the caller
  /// @throws io.insideout.runtime.http.Problem if it is not so far within that time
  Rows asOfNow(Duration atMost) throws InterruptedException;

  /// The rows of one moment.
  interface Rows extends AutoCloseable {
    /// The row of a key, or null.
    @Nullable ViewRow get(String key);

    /// Rows in the order of their keys; none at the end.
    ///
    /// @param after the last key of the page before, or null to begin
    List<ViewRow> page(@Nullable String after, int most);

    @Override
    void close();
  }
}
