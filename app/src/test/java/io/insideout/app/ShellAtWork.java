package io.insideout.app;

import static io.insideout.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;

/// The shell at a terminal without a device, with somebody who types and looks.
final class ShellAtWork implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final LineDisciplineTerminal terminal;
  private final SqlDoor door;
  private final Thread shell;

  ShellAtWork(Supplier<String> address, Path history) throws IOException {
    terminal = new LineDisciplineTerminal("shell", "xterm", screen, UTF_8);
    terminal.setSize(Size.of(100, 40));
    door = new SqlDoor(() -> Door.open(address.get()));
    shell =
        Thread.ofPlatform()
            .name("shell")
            .start(
                () -> {
                  try {
                    new SqlShell(terminal, door, new SqlOptions("beginning", false, false), history)
                        .run();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    sees("sql> ");
  }

  /// Keys, where `\r` is Enter and `\t` is Tab.
  ShellAtWork type(String keys) {
    try {
      terminal.processInputBytes(keys.getBytes(UTF_8));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ShellAtWork resize(int columns) {
    terminal.setSize(Size.of(columns, 40));
    return this;
  }

  /// All that was shown so far, with what moves the cursor and sets colours taken out.
  String shown() {
    return raw().replaceAll("\u001b\\[[0-9;?]*[A-Za-z]|\u001b[=>]", "");
  }

  String raw() {
    return screen.toString(UTF_8);
  }

  /// Waits for it to be shown.
  ShellAtWork sees(String text) {
    eventually("there is '" + text + "' on the screen", () -> shown().contains(text));
    return this;
  }

  /// Waits for it to be shown so many times.
  ShellAtWork sees(String text, int times) {
    eventually(
        "there is '" + text + "' so many times",
        () -> shown().split(Pattern.quote(text), -1).length > times);
    return this;
  }

  /// Waits for it to be left.
  void isLeft() {
    eventually("the shell is left", () -> !shell.isAlive());
  }

  /// Leaves, whatever the shell does just now.
  @Override
  public void close() throws IOException {
    eventually(
        "the shell is left",
        DEADLINE,
        () -> {
          type("\u0003exit\r");
          return hasEnded() ? Optional.of(true) : Optional.empty();
        });
    terminal.close();
    door.close();
  }

  private boolean hasEnded() {
    try {
      return shell.join(Duration.ofMillis(200));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
