/// Views: tables that a reader of committed records keeps of a topic, on disk, and that callers may
/// wait on.
@NullMarked
package io.insideout.runtime.view;

import org.jspecify.annotations.NullMarked;
