package io.insideout.console;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is made when it is first asked for, and then stays.
final class Once<T> implements Supplier<T> {
  private final Supplier<T> making;
  private @Nullable T made;

  Once(Supplier<T> making) {
    this.making = making;
  }

  @Override
  public synchronized T get() {
    T known = made;
    if (known == null) {
      known = making.get();
      made = known;
    }
    return known;
  }
}
