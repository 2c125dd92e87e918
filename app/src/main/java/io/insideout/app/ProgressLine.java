package io.insideout.app;

import io.insideout.app.replay.Replay;
import java.io.Console;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Tells how far a replay is, on the error stream: a bar where a person looks on, a line every
/// tenth of the way where the output goes to a file, nothing where a machine reads.
@SuppressWarnings("SystemConsoleNull") // the library is not annotated alike everywhere
final class ProgressLine implements Replay.Progress, AutoCloseable {
  private final long orders;
  private final boolean quiet;
  private final @Nullable ProgressBar bar;
  private long tenths;

  ProgressLine(long orders, boolean quiet) {
    this.orders = Math.max(1, orders);
    this.quiet = quiet;
    Console console = System.console();
    boolean person = console != null && console.isTerminal() && !quiet;
    this.bar =
        person
            ? new ProgressBarBuilder()
                .setTaskName("orders settled")
                .setInitialMax(orders)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, 100))
                .build()
            : null;
  }

  @Override
  public void at(long settled, long sent) {
    if (bar != null) {
      bar.stepTo(settled);
    } else if (!quiet && settled * 10 / orders > tenths) {
      tenths = settled * 10 / orders;
      System.err.printf("  %,d of %,d orders settled%n", settled, orders);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
