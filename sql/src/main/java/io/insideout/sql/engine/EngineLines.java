package io.insideout.sql.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The lines of an engine's answer.
final class EngineLines implements Lines {
  private static final int BUFFER_CHARS = 65_536;

  private final InputStream body;
  private final BufferedReader lines;

  EngineLines(InputStream body) {
    this.body = body;
    this.lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8), BUFFER_CHARS);
  }

  @Override
  public @Nullable String next() throws IOException {
    return lines.readLine();
  }

  @Override
  public boolean hasMore() throws IOException {
    return lines.ready();
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      // It is not listened to any more in any case.
    }
  }
}
