package io.insideout.app.gateway;

import io.insideout.runtime.RunFile;
import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Whose door a request goes to, by the path of its route.
public interface Doors {
  /// The door that answers a path at this moment, if there is one.
  ///
  /// @param anew whether to look again, for the door that was named before is closed
  Optional<URI> at(String path, boolean anew);

  /// All doors that there are at this moment.
  List<URI> all();

  /// All doors that answer a path at this moment; where nobody tells which do, all that there are.
  List<URI> all(String path);

  /// The path by which a door tells that a service runs behind it.
  static String pathOf(String service) {
    return "/api/services/" + service;
  }

  /// Doors that stay where they are.
  ///
  /// @param byPath the door for a path and all below it
  static Doors told(Map<String, URI> byPath) {
    Map<String, URI> told = Map.copyOf(byPath);
    return new Doors() {
      @Override
      public Optional<URI> at(String path, boolean anew) {
        return told.keySet().stream()
            .filter(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"))
            .max(String::compareTo)
            .map(told::get);
      }

      @Override
      public List<URI> all() {
        return told.values().stream().distinct().sorted().toList();
      }

      @Override
      public List<URI> all(String path) {
        return at(path, false).map(List::of).orElseGet(this::all);
      }
    };
  }

  /// Doors of the parts that run below a directory, as their run files tell. A part that is started
  /// again is somewhere else, so what was read is used only as long as its process is there: after
  /// that its port may be another's.
  static Doors announced(Path parts) {
    return new Doors() {
      private volatile List<RunFile> known = List.of();

      @Override
      public Optional<URI> at(String path, boolean anew) {
        Optional<URI> door = anew ? Optional.empty() : among(known, path);
        if (door.isPresent()) {
          return door;
        }
        known = read(parts);
        return among(known, path);
      }

      @Override
      public List<URI> all() {
        known = read(parts);
        return known.stream().map(file -> URI.create(file.http())).distinct().sorted().toList();
      }

      @Override
      public List<URI> all(String path) {
        known = read(parts);
        return known.stream()
            .filter(file -> file.paths().contains(path) && file.runs())
            .map(file -> URI.create(file.http()))
            .distinct()
            .sorted()
            .toList();
      }
    };
  }

  private static Optional<URI> among(List<RunFile> files, String path) {
    return files.stream()
        .filter(file -> file.paths().contains(path) && file.runs())
        .map(file -> URI.create(file.http()))
        .findFirst();
  }

  private static List<RunFile> read(Path parts) {
    if (!Files.isDirectory(parts)) {
      return List.of();
    }
    try (Stream<Path> directories = Files.list(parts)) {
      return directories.flatMap(directory -> look(directory).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One that is being taken away as it is read is not there.
  private static Optional<RunFile> look(Path directory) {
    try {
      return RunFile.look(directory);
    } catch (StartFailure vanished) {
      return Optional.empty();
    }
  }
}
