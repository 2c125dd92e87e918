package io.insideout.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
  @TempDir private Path directory;

  @Test
  void itComesFromTheVariableOrFromTheFileThatAnotherLeadsTo() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "of the file\n");

    assertThat(Secret.of("S", Map.of())).isEmpty();
    assertThat(Secret.of("S", Map.of("S", "of the variable", "S_FILE", file.toString())))
        .contains(new Secret("S", "of the variable"));
    assertThat(Secret.of("S", Map.of("S_FILE", file.toString())))
        .contains(new Secret("S", "of the file"));
  }

  @Test
  void aFileThatIsNotThereOrEmptyIsTold() throws Exception {
    Path empty = Files.createFile(directory.resolve("empty"));

    assertThatThrownBy(() -> Secret.of("S", Map.of("S_FILE", directory.resolve("x").toString())))
        .isInstanceOf(StartFailure.class);
    assertThatThrownBy(() -> Secret.of("S", Map.of("S_FILE", empty.toString())))
        .isInstanceOf(StartFailure.class);
  }

  @Test
  void itDoesNotShowItself() {
    assertThat(new Secret("S", "quiet")).asString().doesNotContain("quiet");
  }
}
