/// What callers asked and were told, held against the log.
@NullMarked
package io.insideout.chaos.history;

import org.jspecify.annotations.NullMarked;
