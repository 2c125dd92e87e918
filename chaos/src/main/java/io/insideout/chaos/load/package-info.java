/// Callers who order, look, wait and change what is on sale, and note all that they are told.
@NullMarked
package io.insideout.chaos.load;

import org.jspecify.annotations.NullMarked;
