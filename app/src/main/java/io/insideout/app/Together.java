package io.insideout.app;

import io.insideout.runtime.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Parts that need nothing of each other, started and closed side by side.
record Together(String name, List<? extends Part> parts) implements Part {

  @Override
  public void start() throws InterruptedException {
    each(
        part -> {
          part.start();
          return true;
        });
  }

  @Override
  public boolean isVital() {
    return parts.stream().anyMatch(Part::isVital);
  }

  /// Of those that orders need, if there are any.
  @Override
  public Optional<String> trouble() {
    return parts.stream()
        .filter(part -> part.isVital() || !isVital())
        .flatMap(part -> part.trouble().map(trouble -> part.name() + ": " + trouble).stream())
        .reduce((one, other) -> one + "; " + other);
  }

  @Override
  public void close() {
    try {
      each(
          part -> {
            part.close();
            return true;
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Action {
    boolean on(Part part) throws InterruptedException;
  }

  private void each(Action action) throws InterruptedException {
    List<Future<Boolean>> running = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name(name + "-", 0).factory())) {
      parts.forEach(part -> running.add(threads.submit(() -> action.on(part))));
    }
    for (Future<Boolean> one : running) {
      try {
        var _ = one.get();
      } catch (ExecutionException e) {
        throw unchecked(e.getCause() == null ? e : e.getCause());
      }
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
