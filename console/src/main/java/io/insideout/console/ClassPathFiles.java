package io.insideout.console;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Folders of the class path, read whole, whether they are in a jar or on a disk.
final class ClassPathFiles {
  private ClassPathFiles() {}

  /// The files below a folder that stands in one place, by their names from there on.
  static Map<String, byte[]> below(String folder) {
    return read(requireNonNull(ClassPathFiles.class.getResource("/" + folder), folder));
  }

  /// The files below a folder that stands where another file does, in the same jar.
  ///
  /// @param known the other file, which is there
  /// @param path its path
  static Map<String, byte[]> beside(URL known, String path, String folder) {
    try {
      return read(URI.create(known.toString().replace(path, folder)).toURL());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, byte[]> read(URL folder) {
    try {
      if (folder.openConnection() instanceof JarURLConnection jar) {
        Path file = Path.of(jar.getJarFileURL().toURI());
        try (FileSystem opened = FileSystems.newFileSystem(file)) {
          return read(opened.getPath("/" + jar.getEntryName()));
        }
      }
      return read(Path.of(folder.toURI()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("not a place of files: " + folder, e);
    }
  }

  private static Map<String, byte[]> read(Path folder) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
