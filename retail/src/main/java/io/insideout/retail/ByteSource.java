package io.insideout.retail;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Where the bytes of a file come from, as often as they are asked for: a file is read twice.
record ByteSource(String name, Opener opener) {
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  static ByteSource file(Path path) {
    return new ByteSource(path.toString(), () -> openFile(path));
  }

  static ByteSource resource(Class<?> owner, String name) {
    return new ByteSource(name, () -> openResource(owner, name));
  }

  InputStream open() throws IOException {
    return opener.open();
  }

  private static InputStream openFile(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException("it is a directory");
    }
    try {
      return Files.newInputStream(path);
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException("there is no such file");
    }
  }

  private static InputStream openResource(Class<?> owner, String name) throws IOException {
    InputStream in = owner.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException("it is missing from the class path");
    }
    return in;
  }
}
