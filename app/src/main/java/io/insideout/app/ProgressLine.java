package io.insideout.app;

import io.insideout.app.replay.Replay;
import java.io.Console;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Tells how far a replay or another long work is, on the error stream: a bar where a person looks
/// on, a line every tenth of the way where the output goes to a file, nothing where a machine
/// reads.
@SuppressWarnings("SystemConsoleNull") // the library is not annotated alike everywhere
final class ProgressLine implements Replay.Progress, AutoCloseable {
  private final String done;
  private final long all;
  private final boolean quiet;
  private final @Nullable ProgressBar bar;
  private long tenths;

  ProgressLine(long orders, boolean quiet) {
    this("orders settled", orders, quiet);
  }

  /// @param done what is counted, and what has become of it
  ProgressLine(String done, long all, boolean quiet) {
    this.done = done;
    this.all = Math.max(1, all);
    this.quiet = quiet;
    Console console = System.console();
    boolean person = console != null && console.isTerminal() && !quiet;
    this.bar =
        person
            ? new ProgressBarBuilder()
                .setTaskName(done)
                .setInitialMax(all)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, 100))
                .build()
            : null;
  }

  @Override
  public void at(long settled, long sent) {
    to(settled);
  }

  void to(long counted) {
    if (bar != null) {
      bar.stepTo(counted);
    } else if (!quiet && counted * 10 / all > tenths) {
      tenths = counted * 10 / all;
      System.err.printf("  %,d of %,d %s%n", counted, all, done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
