package io.insideout.verify;

import java.io.IOException;
import java.nio.file.Path;

/// Where an audit keeps its facts until it has judged them. Closing it throws them away.
public abstract sealed class Scratch implements AutoCloseable permits MemoryScratch, DiskScratch {

  /// On the heap: for tests, and for logs that fit.
  public static Scratch inMemory() {
    return new MemoryScratch();
  }

  /// In a new directory inside `parent`, which is deleted by [#close]: for logs larger than memory.
  /// It needs about as much room as the order topics of the log, and some 50 MB of memory outside
  /// the heap, however long the log is.
  ///
  /// @throws IOException if the directory cannot be made or used
  public static Scratch onDisk(Path parent) throws IOException {
    return DiskScratch.in(parent);
  }

  /// The table of that name; the same one at every call.
  abstract Facts facts(String name);

  @Override
  public abstract void close();
}
