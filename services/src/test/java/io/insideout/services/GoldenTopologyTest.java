package io.insideout.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.insideout.runtime.stream.StreamsService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A topology's description is a contract with its own past: stores and internal topics are found
/// by their names after an upgrade. A change of it is meant, or it is not made.
class GoldenTopologyTest {
  private static final Path TOPOLOGIES = Path.of("src/test/resources/topologies");

  static List<StreamsService> services() {
    return Services.topologies();
  }

  @ParameterizedTest
  @MethodSource("services")
  void theTopologyIsTheOneThatWasAgreed(StreamsService service) throws IOException {
    Path golden = TOPOLOGIES.resolve(service.name() + ".txt");
    String description = ServiceLawsTest.describe(service).toString();
    if ("update".equals(System.getProperty("golden"))) {
      Files.createDirectories(TOPOLOGIES);
      Files.writeString(golden, description);
    }
    assertThat(golden).as("is missing; run the test with -Dgolden=update to write it").exists();
    assertThat(description)
        .as("if the change is meant, run the test with -Dgolden=update and commit %s", golden)
        .isEqualTo(Files.readString(golden));
  }
}
