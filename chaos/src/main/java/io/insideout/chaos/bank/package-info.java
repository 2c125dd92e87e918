/// The payment provider: it outlives those who ask it, and knows what it has done.
@NullMarked
package io.insideout.chaos.bank;

import org.jspecify.annotations.NullMarked;
