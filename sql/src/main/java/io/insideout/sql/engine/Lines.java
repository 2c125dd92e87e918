package io.insideout.sql.engine;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The lines of an answer as they come, each a JSON object: the first names the columns, each
/// further one is a change of a row, the last says that it is over, or why it ends.
public interface Lines extends AutoCloseable {
  /// The next line, empty where nothing has happened for a second; null at the end.
  ///
  /// @throws IOException if whoever answers is gone
  @Nullable String next() throws IOException;

  /// Whether there is more to be had without waiting.
  boolean hasMore() throws IOException;

  /// Ends the answer, from any thread.
  @Override
  void close();
}
