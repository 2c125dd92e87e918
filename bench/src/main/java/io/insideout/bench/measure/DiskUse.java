package io.insideout.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// How much files take.
public final class DiskUse {
  private DiskUse() {}

  /// All that is below a directory, as it changes meanwhile.
  public static long megabytes(Path directory) {
    long[] bytes = {0};
    SimpleFileVisitor<Path> sum =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path place, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(directory, sum);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes[0] >> 20;
  }
}
