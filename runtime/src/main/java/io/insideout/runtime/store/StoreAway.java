package io.insideout.runtime.store;

/// A store cannot be read at this moment: it is being made again, goes to another instance, or
/// closes. The message says which.
public final class StoreAway extends RuntimeException {
  public StoreAway(String message, Throwable cause) {
    super(message, cause);
  }
}
