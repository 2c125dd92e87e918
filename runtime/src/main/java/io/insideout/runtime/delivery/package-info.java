/// Bringing records of the log to somebody outside of it: a bank, a subscriber. What has an order
/// keeps it, what fails is tried again, and a position moves only over what is done.
@NullMarked
package io.insideout.runtime.delivery;

import org.jspecify.annotations.NullMarked;
