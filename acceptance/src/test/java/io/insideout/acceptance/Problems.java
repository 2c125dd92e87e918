package io.insideout.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// What every refusal has to be.
final class Problems {
  private Problems() {}

  /// A problem of that status, and nothing of the inside of the house.
  static void isProblem(Reply reply, int status) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.contentType()).as(reply.body()).isEqualTo("application/problem+json");
    assertThat(reply.json().path("status").asInt()).isEqualTo(status);
    assertThat(reply.json().path("type").asText()).startsWith("/problems/");
    assertThat(reply.json().path("title").asText()).isNotBlank();
    assertThat(reply.body())
        .doesNotContain("Exception", "\\tat ", "at io.", "java.", "com.fasterxml");
  }

  /// A problem of the caller's making.
  static void isRefused(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isBetween(400, 499);
    isProblem(reply, reply.status());
  }

  /// 400, and the field is named with a word on it.
  static void refusesField(Reply reply, String field) {
    isProblem(reply, 400);
    assertThat(reply.json().path("errors").valueStream().map(e -> e.path("field").asText()))
        .as(reply.body())
        .contains(field);
    assertThat(reply.json().path("errors").valueStream().map(e -> e.path("message").asText()))
        .allMatch(message -> !message.isBlank());
  }

  /// The rows of a table beside this class: cells apart by ` | `, a head that begins with `#`.
  static List<List<String>> table(String name, int cells) {
    try (InputStream in = Objects.requireNonNull(Problems.class.getResourceAsStream(name))) {
      List<List<String>> rows =
          new String(in.readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> List.of(line.split(" \\| ", cells)))
              .toList();
      assertThat(rows).isNotEmpty().allMatch(row -> row.size() == cells);
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
