package io.insideout.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// [BrokerMain] in a process of its own.
final class ChildBroker implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildBroker(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static ChildBroker on(Path directory) throws IOException {
    return new ChildBroker(launch(command(directory)));
  }

  /// A broker whose disk takes no file larger than this: a write beyond it fails as on a full disk.
  static ChildBroker withFilesUpTo(int kibibytes, Path directory) throws IOException {
    var command =
        new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "-"));
    command.addAll(command(directory));
    return new ChildBroker(launch(command));
  }

  /// Waits for the next line that begins with this word and gives the rest of it.
  String says(String word) throws IOException {
    var heard = new ArrayList<String>();
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(word + " ")) {
        return line.substring(word.length() + 1);
      }
      heard.add(line);
    }
    throw new AssertionError("the broker process ended without " + word + " but said " + heard);
  }

  String saysItsAddress() throws IOException {
    return says("READY").split(" ")[0];
  }

  String trouble() throws IOException {
    process.outputWriter().write("\n");
    process.outputWriter().flush();
    return says("TROUBLE");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> command(Path directory) {
    var classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        classPath,
        BrokerMain.class.getName(),
        directory.toString());
  }

  private static Process launch(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
