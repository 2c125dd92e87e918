package io.insideout.app.gateway;

import io.insideout.runtime.RunFile;
import io.insideout.runtime.StartFailure;
import io.insideout.runtime.log.LogClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Whose door a request goes to, by the path of its route.
public interface Doors extends AutoCloseable {
  /// How old what is known of them may be.
  Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /// The doors that answer a path at this moment, as far as anybody tells: each is of another
  /// instance.
  ///
  /// @param anew whether to look again, for those that were named before do not answer
  List<URI> at(String path, boolean anew);

  /// All doors that there are at this moment.
  List<URI> all();

  /// All doors that answer a path at this moment; where nobody tells which do, all that there are.
  List<URI> all(String path);

  /// Begins to know them.
  default void start() throws InterruptedException {}

  /// What keeps it from being known which there are at this moment, or nothing.
  default Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  default void close() {}

  /// Doors of the instances that tell of themselves through a log, on whatever machines they are.
  static Doors found(LogClient log) {
    return new FoundDoors(log);
  }

  /// The path by which a door tells that a service runs behind it.
  static String pathOf(String service) {
    return "/api/services/" + service;
  }

  /// Doors that stay where they are.
  ///
  /// @param byPath the doors for a path and all below it
  static Doors told(Map<String, List<URI>> byPath) {
    Map<String, List<URI>> told = Map.copyOf(byPath);
    return new Doors() {
      @Override
      public List<URI> at(String path, boolean anew) {
        return told.keySet().stream()
            .filter(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"))
            .max(String::compareTo)
            .map(told::get)
            .orElse(List.of());
      }

      @Override
      public List<URI> all() {
        return told.values().stream().flatMap(List::stream).distinct().sorted().toList();
      }

      @Override
      public List<URI> all(String path) {
        List<URI> doors = at(path, false);
        return doors.isEmpty() ? all() : doors;
      }
    };
  }

  /// Doors of the parts that run below a directory, as their run files tell. A part that is started
  /// again is somewhere else, so what was read is used only as long as its process is there: after
  /// that its port may be another's. One that comes is found within a second.
  static Doors announced(Path parts) {
    return new Doors() {
      private volatile List<RunFile> known = List.of();
      private volatile long readNanos = System.nanoTime() - LOOK_AGAIN.toNanos();

      @Override
      public List<URI> at(String path, boolean anew) {
        List<URI> doors = among(known(anew), path);
        return doors.isEmpty() && !anew ? among(known(true), path) : doors;
      }

      @Override
      public List<URI> all() {
        return known(true).stream()
            .map(file -> URI.create(file.http()))
            .distinct()
            .sorted()
            .toList();
      }

      @Override
      public List<URI> all(String path) {
        return among(known(true), path);
      }

      private List<RunFile> known(boolean anew) {
        if (anew || System.nanoTime() - readNanos >= LOOK_AGAIN.toNanos()) {
          known = read(parts);
          readNanos = System.nanoTime();
        }
        return known;
      }
    };
  }

  private static List<URI> among(List<RunFile> files, String path) {
    return files.stream()
        .filter(file -> file.paths().contains(path) && file.runs())
        .map(file -> URI.create(file.http()))
        .distinct()
        .sorted()
        .toList();
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
