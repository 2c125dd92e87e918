package io.insideout.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a job goes on from.
class CheckpointsTest {
  @TempDir private Path directory;

  @Test
  void itIsTheNewestCompleteOneOfAllJobs() throws IOException {
    checkpoint("aaaa", "chk-7", true);
    checkpoint("aaaa", "chk-9", true);
    // The next job goes on counting, and was killed while it wrote.
    checkpoint("bbbb", "chk-10", true);
    checkpoint("bbbb", "chk-11", false);
    checkpoint("bbbb", "shared", true);

    assertThat(checkpoints().newest())
        .hasValueSatisfying(path -> assertThat(path).endsWith("bbbb/chk-10"));
  }

  @Test
  void thereIsNoneBeforeTheFirst() throws IOException {
    assertThat(checkpoints().newest()).isEmpty();
    checkpoint("aaaa", "chk-1", false);
    assertThat(checkpoints().newest()).isEmpty();
  }

  @Test
  void theyCanBeForgotten() throws IOException {
    checkpoint("aaaa", "chk-7", true);

    checkpoints().delete();

    assertThat(directory.resolve("query")).doesNotExist();
    checkpoints().delete();
  }

  private Checkpoints checkpoints() {
    String uri = directory.resolve("query").toUri().toString();
    return new Checkpoints(URI.create(uri.replaceAll("/+$", "")));
  }

  private void checkpoint(String job, String name, boolean isComplete) throws IOException {
    Path made = directory.resolve("query").resolve(job).resolve(name);
    Files.createDirectories(made);
    if (isComplete) {
      Files.createFile(made.resolve("_metadata"));
    }
  }
}
