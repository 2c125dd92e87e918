package io.insideout.flink;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/// The checkpoints of a job and of those that it goes on from: `<directory>/<job>/chk-<n>`.
///
/// A job must go on from the newest complete one and no other: what it has written since an older
/// one is committed already, and would be written again.
record Checkpoints(URI directory) {
  private static final String CHECKPOINT = "chk-";

  /// Is written last, at one stroke.
  private static final String COMPLETE = "_metadata";

  /// The newest one that is complete. Their numbers go on from job to job.
  Optional<String> newest() throws IOException {
    FileSystem files = FileSystem.get(directory);
    List<Path> complete = new ArrayList<>();
    for (Path job : children(files, new Path(directory))) {
      for (Path checkpoint : children(files, job)) {
        if (number(checkpoint) >= 0 && files.exists(new Path(checkpoint, COMPLETE))) {
          complete.add(checkpoint);
        }
      }
    }
    return complete.stream().max(Comparator.comparingLong(Checkpoints::number)).map(Path::toString);
  }

  /// Forgets all of them.
  void delete() throws IOException {
    var _ = FileSystem.get(directory).delete(new Path(directory), true);
  }

  private static List<Path> children(FileSystem files, Path parent) throws IOException {
    if (!files.exists(parent) || !files.getFileStatus(parent).isDir()) {
      return List.of();
    }
    List<Path> children = new ArrayList<>();
    for (FileStatus child : files.listStatus(parent)) {
      children.add(child.getPath());
    }
    return children;
  }

  private static long number(Path checkpoint) {
    String name = checkpoint.getName();
    String digits = name.startsWith(CHECKPOINT) ? name.substring(CHECKPOINT.length()) : "";
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
  }
}
