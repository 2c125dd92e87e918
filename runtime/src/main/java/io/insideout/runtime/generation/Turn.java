package io.insideout.runtime.generation;

/// What a generation of a service has to do.
public enum Turn {
  /// Another works still: it makes its stores of what that one writes.
  LATER,

  /// It works.
  NOW,

  /// The next one works, or is called to.
  OVER
}
