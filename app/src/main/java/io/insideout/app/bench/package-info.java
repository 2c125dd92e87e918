/// Measures the running system from outside: open loop, so that a slow answer does not thin out the
/// questions that follow it.
@NullMarked
package io.insideout.app.bench;

import org.jspecify.annotations.NullMarked;
