/// Putting back how far one service has read, and nobody else's: to where, whether that is safe,
/// and doing it.
@NullMarked
package io.insideout.app.rewind;

import org.jspecify.annotations.NullMarked;
