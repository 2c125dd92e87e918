package io.insideout.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The picture of an order's states is the one that the orders service is held to.
class OrderPathTest {
  private static final Pattern DRAWN = Pattern.compile("(?m)^ +([A-Z_]+) --> ([A-Z_]+) :");
  private static final Pattern SHOWN = Pattern.compile("\\['([A-Z_]+)', '([A-Z_]+)'\\]");

  @Test
  void theStepsAreThoseOfTheReference() throws IOException {
    Map<String, byte[]> files = ClassPathFiles.below("io/insideout/console/web");
    String script = new String(files.get("parts/order-path.js"), StandardCharsets.UTF_8);
    String reference = Files.readString(Path.of("../docs/reference/order-states.md"));

    assertThat(steps(SHOWN, script)).containsExactlyInAnyOrderElementsOf(steps(DRAWN, reference));
  }

  private static List<String> steps(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(hit -> hit.group(1) + " " + hit.group(2)).toList();
  }
}
