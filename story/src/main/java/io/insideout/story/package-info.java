/// The story of an order: every record that it caused or that concerns it, which came of which, and
/// what it waits for; told from a view of its own.
@NullMarked
package io.insideout.story;

import org.jspecify.annotations.NullMarked;
