package io.insideout.runtime.view;

/// The view is closed, as it is while the system shuts down.
public final class ViewClosed extends IllegalStateException {
  ViewClosed() {
    super("the view is closed");
  }
}
