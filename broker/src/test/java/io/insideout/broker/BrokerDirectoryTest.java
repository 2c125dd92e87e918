package io.insideout.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.insideout.runtime.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerDirectoryTest {
  private Path directory;

  @BeforeEach
  void realPath(@TempDir Path given) throws IOException {
    directory = given.toRealPath();
  }

  @Test
  void it_is_made_with_its_parents() {
    var nested = directory.resolve("a").resolve("b");
    try (var opened = BrokerDirectory.open(nested)) {
      assertThat(opened.log()).hasParentRaw(nested);
    }
  }

  @Test
  void it_is_the_same_cluster_at_every_start() {
    var first = clusterId();
    assertThat(clusterId()).isEqualTo(first);
  }

  @Test
  void two_directories_are_two_clusters(@TempDir Path another) {
    try (var opened = BrokerDirectory.open(another)) {
      assertThat(opened.clusterId()).isNotEqualTo(clusterId());
    }
  }

  @Test
  void a_directory_with_other_things_is_refused_and_left_as_it_is() throws IOException {
    Files.writeString(directory.resolve("thesis.txt"), "my work");
    refuses(
        "is not a data directory of Insideout", "thesis.txt", "Name an empty or a new directory");
    try (var entries = Files.list(directory)) {
      assertThat(entries).containsExactly(directory.resolve("thesis.txt"));
    }
  }

  @Test
  void kafkas_own_directory_is_refused() throws IOException {
    Files.writeString(directory.resolve("meta.properties"), "node.id=1");
    refuses("is not a data directory of Insideout", "meta.properties");
  }

  @Test
  void a_directory_of_another_version_is_refused_with_both_versions() throws IOException {
    var clusterId = clusterId();
    writeMarker("format.version=2\ncluster.id=" + clusterId);
    refuses("format version 2", "version 1 only", "Start it with the version of Insideout");
    writeMarker("format.version=1\ncluster.id=" + clusterId);
    assertThat(clusterId()).isEqualTo(clusterId);
  }

  @Test
  void a_damaged_marker_is_refused() throws IOException {
    for (var damage : new String[] {"", "format.version=1", "cluster.id=x", "\\u00zz=1"}) {
      writeMarker(damage);
      refuses(BrokerDirectory.MARKER + " is damaged", "backup");
    }
  }

  @Test
  void what_a_start_that_was_killed_leaves_behind_is_no_obstacle() throws IOException {
    Files.writeString(directory.resolve(DirectoryLock.FILE), "12345");
    Files.writeString(directory.resolve(BrokerDirectory.MARKER + ".tmp"), "format.ver");
    assertThat(clusterId()).isNotEmpty();
  }

  @Test
  void a_directory_in_use_by_this_process_is_refused_under_whatever_name() throws IOException {
    var link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));
    Files.createDirectory(directory.resolve("real"));
    try (var held = BrokerDirectory.open(directory.resolve("real"))) {
      assertThatThrownBy(() -> BrokerDirectory.open(link))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("in use by another broker of this very process")
          .hasMessageContaining("Stop that one first");
      assertThat(held.clusterId()).isNotEmpty();
    }
    BrokerDirectory.open(link).close();
  }

  @Test
  void a_path_that_cannot_be_a_directory_is_refused() throws IOException {
    var file = Files.writeString(directory.resolve("file"), "");
    for (var impossible : new Path[] {file, file.resolve("below"), Path.of("/proc/none")}) {
      assertThatThrownBy(() -> BrokerDirectory.open(impossible))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("The data directory " + impossible + " cannot be used")
          .hasMessageContaining("name another directory");
    }
  }

  private String clusterId() {
    try (var opened = BrokerDirectory.open(directory)) {
      return opened.clusterId();
    }
  }

  private void writeMarker(String text) throws IOException {
    Files.writeString(directory.resolve(BrokerDirectory.MARKER), text);
  }

  private void refuses(String... saying) {
    assertThatThrownBy(() -> BrokerDirectory.open(directory))
        .isInstanceOf(StartFailure.class)
        .message()
        .contains(saying);
  }
}
