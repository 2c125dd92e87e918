package io.insideout.verify;

import org.jspecify.annotations.Nullable;

/// A table of small facts, sorted by the unsigned bytes of their keys. What was put is seen by
/// whatever reads later. For one thread.
interface Facts {
  /// Keeps a fact, in place of the one that had this key.
  void put(byte[] key, byte[] value);

  byte @Nullable [] get(byte[] key);

  void remove(byte[] key);

  /// The facts from this key on, in order. Nothing may be put or removed before it is closed.
  Cursor scan(byte[] from);

  /// A walk through facts in order. It stands before the first one.
  interface Cursor extends AutoCloseable {
    /// Steps to the next fact; false if there is none.
    boolean next();

    byte[] key();

    byte[] value();

    @Override
    void close();
  }
}
