package io.insideout.acceptance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/// What a log in this process has refused to whom, as its authorizer notes it.
final class Denials implements AutoCloseable {
  private static final Logger NOTED = (Logger) LoggerFactory.getLogger("kafka.authorizer.logger");

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> noting =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getFormattedMessage().contains("Denied")) {
            seen.add(event.getFormattedMessage());
          }
        }
      };

  private Denials() {
    noting.start();
    NOTED.setLevel(Level.INFO);
    NOTED.setAdditive(false);
    NOTED.addAppender(noting);
  }

  static Denials watched() {
    return new Denials();
  }

  List<String> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    NOTED.detachAppender(noting);
  }
}
